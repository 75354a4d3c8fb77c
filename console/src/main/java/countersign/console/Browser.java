package countersign.console;

import countersign.iam.Client;
import countersign.iam.Token;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the browser says of itself and of where a request comes from.
 *
 * @param origin ours, as it sees it
 */
record Browser(ServerRequest request, String origin) {
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    static boolean isSecure(String origin) {
        return origin.startsWith("https://");
    }

    boolean secure() {
        return isSecure(origin);
    }

    Optional<String> value(Cookie cookie) {
        var header = String.join("; ", request.headers().all(HeaderNames.COOKIE, List::of));
        return cookie.find(header, secure());
    }

    Optional<Token> token(Cookie cookie) {
        return value(cookie).flatMap(Token::parse);
    }

    Optional<String> formCookie() {
        return token(Cookie.FORM).map(Token::reveal);
    }

    Client client(String address) {
        return new Client(
                address,
                header("User-Agent").orElse(""),
                token(Cookie.BROWSER).map(Token::id),
                secure());
    }

    /**
     * Whether a POST comes from a page of ours, as far as the browser says. Origin is "null" from
     * our own pages, too, since they send no referrer; then Sec-Fetch-Site decides, and in any case
     * the token in the form.
     */
    boolean isSameSite() {
        var site = header("Sec-Fetch-Site");
        if (site.isPresent() && !OWN_SITE.contains(site.get())) return false;
        var from = header("Origin");
        return from.isEmpty() || from.get().equals("null") || from.get().equals(origin);
    }

    private Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }
}
