package countersign.console;

import java.time.Duration;
import java.util.Optional;

/** The cookies of the console. Their values are opaque; no script can read them. */
enum Cookie {
    /** Who is signed in. */
    SESSION("countersign", Optional.empty()),
    /** A right password that waits for its code. */
    SIGN_IN("countersign-signin", Optional.empty()),
    /** What forms are bound to while nobody is signed in. */
    FORM("countersign-form", Optional.empty()),
    /** A browser that has signed in before: strangers cannot use up its tries. */
    BROWSER("countersign-browser", Optional.of(Duration.ofDays(365))),
    /** The root notice was answered in this session. */
    NOTICE("countersign-notice", Optional.empty());

    private final String plainName;
    private final Optional<Duration> kept;

    Cookie(String plainName, Optional<Duration> kept) {
        this.plainName = plainName;
        this.kept = kept;
    }

    /** Over TLS the prefix keeps other hosts and plain HTTP from setting it (RFC 6265bis 4.1.3). */
    String name(boolean secure) {
        return secure ? "__Host-" + plainName : plainName;
    }

    /**
     * The header that sets it. Lax, so that whoever follows a link from a mail is not asked to sign
     * in again; a request that changes something is a POST with a token in its form.
     */
    String set(String value, boolean secure) {
        var age = kept.map(it -> "; Max-Age=" + it.toSeconds()).orElse("");
        return name(secure) + "=" + value + attributes(secure) + age;
    }

    /** The header that removes it. */
    String clear(boolean secure) {
        return name(secure) + "=" + attributes(secure) + "; Max-Age=0";
    }

    private static String attributes(boolean secure) {
        return "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** Its value in a Cookie header; of several the first. */
    Optional<String> find(String header, boolean secure) {
        var prefix = name(secure) + "=";
        for (var pair : header.split(";", -1)) {
            var stripped = pair.strip();
            if (stripped.startsWith(prefix)) {
                return Optional.of(stripped.substring(prefix.length()));
            }
        }
        return Optional.empty();
    }
}
