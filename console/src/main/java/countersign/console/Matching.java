package countersign.console;

import io.helidon.http.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request, or something sensible to say. */
final class Matching {
    private final List<Route> routes;

    Matching(List<Route> routes) {
        this.routes = routes;
    }

    /** What a method and a path come to. */
    sealed interface Match {}

    record Found(Route route, Map<String, String> variables) implements Match {
        boolean literal() {
            return route.isLiteral();
        }
    }

    /**
     * The page that was meant: no slash at its end, or the form behind an address that only takes
     * it.
     */
    record Elsewhere(String path) implements Match {}

    record Wrong(int status) implements Match {}

    Match find(Method method, String path) {
        boolean read = Console.isRead(method);
        if (!read && !method.equals(Method.POST)) return new Wrong(405);
        Optional<Found> found = find(!read, path);
        boolean reloaded = read && takesForm(path) && found.filter(Found::literal).isEmpty();
        if (reloaded) return new Elsewhere(pageOf(path));
        if (found.isPresent()) return found.get();
        if (!read) return new Wrong(find(false, path).isPresent() ? 405 : 404);
        if (find(true, path).isPresent()) return new Elsewhere(pageOf(path));
        return withoutSlash(path);
    }

    /** Whether there is a form of this very address. */
    private boolean takesForm(String path) {
        return find(true, path).filter(Found::literal).isPresent();
    }

    private Optional<Found> find(boolean changes, String path) {
        Optional<Found> varying = Optional.empty();
        for (var route : routes) {
            if (route.changes() != changes) continue;
            var variables = route.match(path);
            if (variables.isEmpty()) continue;
            var found = new Found(route, variables.get());
            if (route.isLiteral()) return Optional.of(found);
            varying = Optional.of(found);
        }
        return varying;
    }

    /** Only to a route of ours, so that no address leads to somebody else's site. */
    private Match withoutSlash(String path) {
        if (path.length() < 2 || !path.endsWith("/")) return new Wrong(404);
        var trimmed = path.substring(0, path.length() - 1);
        return find(false, trimmed).isPresent() ? new Elsewhere(trimmed) : new Wrong(404);
    }

    private static String pageOf(String path) {
        return path.startsWith("/signin") ? "/signin" : SafeReturn.CREDENTIALS;
    }
}
