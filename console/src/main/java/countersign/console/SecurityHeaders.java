package countersign.console;

import java.util.LinkedHashMap;
import java.util.Map;

/** What every answer tells the browser. */
final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
                    + " connect-src 'self'";

    private static final Map<String, String> ALWAYS = new LinkedHashMap<>();

    static {
        ALWAYS.put("Content-Security-Policy", POLICY);
        ALWAYS.put("X-Content-Type-Options", "nosniff");
        ALWAYS.put("X-Frame-Options", "DENY");
        ALWAYS.put("Referrer-Policy", "no-referrer");
        ALWAYS.put("Cross-Origin-Opener-Policy", "same-origin");
        ALWAYS.put("Cross-Origin-Resource-Policy", "same-origin");
        ALWAYS.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }

    private SecurityHeaders() {}

    static Map<String, String> always() {
        return ALWAYS;
    }
}
