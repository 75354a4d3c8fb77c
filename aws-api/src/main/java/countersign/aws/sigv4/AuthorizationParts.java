package countersign.aws.sigv4;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Authorization header: a scheme, then parts in any order, with commas or white space between
 * them.
 */
record AuthorizationParts(String header, String scheme, Map<String, String> parts) {
    private static final List<String> REQUIRED =
            List.of("Credential", "Signature", "SignedHeaders");

    static AuthorizationParts parse(String header) {
        int end = endOfScheme(header);
        var parts = new HashMap<String, String>();
        for (int at = end; at < header.length(); ) {
            int next = endOfPart(header, at);
            int equals = header.indexOf('=', at);
            if (equals > at && equals < next) {
                parts.putIfAbsent(header.substring(at, equals), header.substring(equals + 1, next));
            }
            at = next + 1;
        }
        return new AuthorizationParts(header, header.substring(0, end), Map.copyOf(parts));
    }

    private static int endOfPart(String header, int start) {
        int end = start;
        while (end < header.length() && !isBetweenParts(header.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBetweenParts(char c) {
        return c == ',' || c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static int endOfScheme(String header) {
        int end = 0;
        while (end < header.length() && !Character.isWhitespace(header.charAt(end))) {
            end++;
        }
        return end;
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(parts.get(name)).filter(text -> !text.isEmpty());
    }

    /** AWS's text for what is missing, if anything is. */
    Optional<String> complaint(boolean dated) {
        var complaint = new StringBuilder();
        for (String name : REQUIRED) {
            if (value(name).isEmpty()) {
                complaint.append("Authorization header requires '%s' parameter. ".formatted(name));
            }
        }
        if (!dated) {
            complaint.append(
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date'"
                            + " header. ");
        }
        return complaint.isEmpty()
                ? Optional.empty()
                : Optional.of(complaint + "Authorization=" + header);
    }

    @Override
    public String toString() {
        return "AuthorizationParts[" + scheme + " " + parts.keySet() + "]";
    }
}
