package countersign.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes signed requests (Signature Version 4). Keeps what a client can keep for a day, so that it
 * takes little of the cores that it shares with the server. Not thread-safe.
 */
final class ApiSigner {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String KIND = "application/x-www-form-urlencoded; charset=utf-8";
    private static final HexFormat HEX = HexFormat.of();

    private final String host;
    private final MessageDigest sha256;
    private final Mac mac;
    private final Map<Scope, SecretKeySpec> keys = new HashMap<>();
    private long stampSecond = -1;
    private String stamp = "";

    private record Scope(String keyId, String text) {}

    ApiSigner(String host) {
        this.host = host;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
            this.mac = Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A whole POST of {@code form}. */
    byte[] request(ApiUser user, String service, String form) {
        String at = stamp();
        String scope = at.substring(0, 8) + "/us-east-1/" + service + "/aws4_request";
        boolean temporary = !user.token().isEmpty();
        String signed =
                temporary
                        ? "content-type;host;x-amz-date;x-amz-security-token"
                        : "content-type;host;x-amz-date";
        StringBuilder canonical = new StringBuilder(512);
        canonical.append("POST\n/\n\ncontent-type:").append(KIND);
        canonical.append("\nhost:").append(host);
        canonical.append("\nx-amz-date:").append(at).append('\n');
        if (temporary) canonical.append("x-amz-security-token:").append(user.token()).append('\n');
        canonical.append('\n').append(signed).append('\n').append(sha256(form));
        String text =
                "AWS4-HMAC-SHA256\n" + at + "\n" + scope + "\n" + sha256(canonical.toString());
        StringBuilder request = new StringBuilder(1024);
        request.append("POST / HTTP/1.1\r\nHost: ").append(host);
        request.append("\r\nContent-Type: ").append(KIND);
        request.append("\r\nContent-Length: ").append(form.length());
        request.append("\r\nX-Amz-Date: ").append(at);
        if (temporary) request.append("\r\nX-Amz-Security-Token: ").append(user.token());
        request.append("\r\nAuthorization: AWS4-HMAC-SHA256 Credential=").append(user.keyId());
        request.append('/').append(scope).append(", SignedHeaders=").append(signed);
        request.append(", Signature=").append(signature(user, scope, text));
        return request.append("\r\n\r\n")
                .append(form)
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private String stamp() {
        Instant now = Instant.now();
        if (now.getEpochSecond() != stampSecond) {
            stampSecond = now.getEpochSecond();
            stamp = STAMP.format(now);
        }
        return stamp;
    }

    private String sha256(String text) {
        return HEX.formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private String signature(ApiUser user, String scope, String text) {
        SecretKeySpec key =
                keys.computeIfAbsent(
                        new Scope(user.keyId(), scope), _ -> derived(user.secret(), scope));
        return HEX.formatHex(hmac(key, text));
    }

    private SecretKeySpec derived(String secret, String scope) {
        SecretKeySpec key = key(("AWS4" + secret).getBytes(StandardCharsets.UTF_8));
        for (String part : scope.split("/", -1)) key = key(hmac(key, part));
        return key;
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    private byte[] hmac(SecretKeySpec key, String text) {
        try {
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
