package countersign.authenticator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What STS gives for a code. Prints when it ends, and never what it is. */
final class SessionCredentials {
    private static final String FORM = "1";

    private final String accessKeyId;
    private final String secretAccessKey;
    private final String sessionToken;
    private final Instant expiration;

    SessionCredentials(
            String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
        this.accessKeyId = accessKeyId;
        this.secretAccessKey = secretAccessKey;
        this.sessionToken = sessionToken;
        this.expiration = expiration;
    }

    Instant expiration() {
        return expiration;
    }

    /** For sealing; {@link #parse} reads it. */
    byte[] revealForSealing() {
        return String.join(
                        "\n",
                        FORM,
                        accessKeyId,
                        secretAccessKey,
                        sessionToken,
                        expiration.toString())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Empty when another version of this program wrote it in another form. */
    static Optional<SessionCredentials> parse(byte[] bytes) {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (lines.size() != 5 || !lines.getFirst().equals(FORM)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SessionCredentials(
                            lines.get(1), lines.get(2), lines.get(3), Instant.parse(lines.get(4))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As AWS's programs want it of a {@code credential_process}. */
    void reveal(JsonGenerator json) throws IOException {
        json.writeNumberField("Version", 1);
        json.writeStringField("AccessKeyId", accessKeyId);
        json.writeStringField("SecretAccessKey", secretAccessKey);
        json.writeStringField("SessionToken", sessionToken);
        json.writeStringField("Expiration", expiration.toString());
    }

    @Override
    public String toString() {
        return "SessionCredentials[until " + expiration + "]";
    }
}
