package countersign.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How principals are written in a document. */
final class PrincipalText {
    private static final Pattern ACCOUNT =
            Pattern.compile("([0-9]{12})|arn:[a-z0-9-]+:iam::([0-9]{12}):root");
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:[a-z0-9-]+:(?:iam::[0-9]{12}:(?:user|role)/[!-~&&[^*?]]+"
                            + "|sts::[0-9]{12}:(?:assumed-role|federated-user)/[!-~&&[^*?]]+)");

    private static final Map<String, TrustPrincipal.Type> TYPES =
            Map.of(
                    "AWS", TrustPrincipal.Type.AWS,
                    "Service", TrustPrincipal.Type.SERVICE,
                    "Federated", TrustPrincipal.Type.FEDERATED,
                    "CanonicalUser", TrustPrincipal.Type.CANONICAL);

    private PrincipalText() {}

    /** The account that an AWS principal names as a whole. */
    static Optional<String> account(String text) {
        Matcher matcher = ACCOUNT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(matcher.group(1)).or(() -> Optional.of(matcher.group(2)));
    }

    /** The principals of a Principal element, in order. */
    static List<TrustPrincipal> read(Json element) {
        return switch (element) {
            case Json.Text text when text.value().equals("*") ->
                    List.of(new TrustPrincipal(TrustPrincipal.Type.ANY, "*"));
            case Json.Text text -> throw invalid("AWS", text.value());
            case Json.Members members -> members(members.members());
            default -> throw DraftReader.syntax();
        };
    }

    private static List<TrustPrincipal> members(Map<String, Json> members) {
        var principals = new ArrayList<TrustPrincipal>();
        members.forEach((name, value) -> {
            for (String text : JsonTexts.strings(value)) {
                principals.add(principal(name, text));
            }
        });
        return List.copyOf(principals);
    }

    private static TrustPrincipal principal(String name, String text) {
        TrustPrincipal.Type type = TYPES.get(name);
        if (type == null) {
            throw DraftReader.syntax();
        }
        if (type == TrustPrincipal.Type.AWS && text.equals("*")) {
            return new TrustPrincipal(TrustPrincipal.Type.ANY, text);
        }
        return new TrustPrincipal(type, text);
    }

    /**
     * Checks the form of the text.
     *
     * @throws Refused also for a wildcard inside an ARN, as AWS does
     */
    static void check(TrustPrincipal principal) {
        String text = principal.text();
        boolean well =
                switch (principal.type()) {
                    case ANY -> true;
                    case AWS -> account(text).isPresent() || ARN.matcher(text).matches();
                    case SERVICE, FEDERATED, CANONICAL ->
                            !text.isBlank() && text.indexOf('*') < 0 && text.indexOf('?') < 0;
                };
        if (!well) {
            throw new Refused(principal.refusal());
        }
    }

    private static Refused invalid(String element, String text) {
        return new Refused(Texts.invalidPrincipal(element, text));
    }
}
