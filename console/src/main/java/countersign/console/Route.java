package countersign.console;

import countersign.iam.session.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One address of the console.
 *
 * @param path with {@code {name}} for a segment that varies
 * @param changes whether it is a POST; a GET never changes anything
 * @param signedIn whether only somebody who is signed in gets there
 */
record Route(boolean changes, String path, boolean signedIn, Function<Visit, Answer> handler) {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._+=,@-]{1,128}");

    static Route get(String path, Function<Visit, Answer> handler) {
        return new Route(false, path, false, handler);
    }

    static Route post(String path, Function<Visit, Answer> handler) {
        return new Route(true, path, false, handler);
    }

    static Route getSignedIn(String path, BiFunction<Visit, Caller.SignedIn, Answer> handler) {
        return new Route(false, path, true, visit -> handler.apply(visit, visit.mustBeSignedIn()));
    }

    static Route postSignedIn(String path, BiFunction<Visit, Caller.SignedIn, Answer> handler) {
        return new Route(true, path, true, visit -> handler.apply(visit, visit.mustBeSignedIn()));
    }

    /** The varying segments by name; empty when {@code requested} is another address. */
    Optional<Map<String, String>> match(String requested) {
        var wanted = path.split("/", -1);
        var given = requested.split("/", -1);
        if (wanted.length != given.length) return Optional.empty();
        var variables = new HashMap<String, String>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                if (!SEGMENT.matcher(given[i]).matches()) return Optional.empty();
                variables.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** Literal addresses win over those with a varying segment. */
    boolean isLiteral() {
        return path.indexOf('{') < 0;
    }
}
