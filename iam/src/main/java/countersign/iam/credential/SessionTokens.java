package countersign.iam.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import countersign.iam.accesskey.KeyIds;
import countersign.iam.accesskey.SecretAccessKey;
import countersign.iam.account.AccountId;
import countersign.iam.key.KeyService;
import countersign.iam.key.SealBroken;
import countersign.iam.key.SealedPlace;
import countersign.iam.key.SealedValue;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.SerialNumber;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Proofs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Session tokens: claims and secret, sealed for one access key id. Whoever holds the token can
 * neither read nor change it, and the server keeps nothing.
 */
final class SessionTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 16_384;

    private final KeyService keys;

    SessionTokens(KeyService keys) {
        this.keys = keys;
    }

    /** What a token holds. */
    record Opened(SessionClaims claims, SecretAccessKey secret) {}

    String seal(SessionClaims claims, SecretAccessKey secret) {
        byte[] plain = write(claims, secret);
        try {
            SealedValue sealed = keys.seal(plain, place(claims.accessKeyId()));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed.bytes());
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** Empty when it is not ours, not of this key, or was changed. */
    Optional<Opened> open(String accessKeyId, String token) {
        if (token.length() > LONGEST) return Optional.empty();
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            byte[] plain = keys.open(new SealedValue(bytes), place(accessKeyId));
            try {
                return Optional.of(read(accessKeyId, JSON.readTree(plain)));
            } finally {
                Arrays.fill(plain, (byte) 0);
            }
        } catch (IllegalArgumentException | SealBroken e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading what this server sealed", e);
        }
    }

    private static SealedPlace place(String accessKeyId) {
        String account = KeyIds.account(accessKeyId).map(AccountId::digits).orElse("");
        return new SealedPlace("session_token", account, "", accessKeyId, 0);
    }

    private static byte[] write(SessionClaims claims, SecretAccessKey secret) {
        ObjectNode json = JSON.createObjectNode();
        json.put("k", claims.kind().name())
                .put("a", claims.account().digits())
                .put("s", claims.subject())
                .put("n", claims.name())
                .put("ia", claims.issuer().account().digits())
                .put("ip", claims.issuer().principal().text())
                .put("ie", claims.issuer().epoch())
                .put("ik", claims.issuer().accessKeyId())
                .put("at", claims.issuedAt().toEpochMilli())
                .put("ex", claims.expiresAt().toEpochMilli())
                .put("ch", claims.chained())
                .put("x", secret.reveal());
        claims.mfa()
                .ifPresent(mfa ->
                        json.putObject("m")
                                .put("d", mfa.device().text())
                                .put("s", mfa.serial().arn())
                                .put("t", mfa.at().toEpochMilli()));
        claims.policies()
                .ifPresent(policies -> {
                    ObjectNode node = json.putObject("p");
                    policies.document().ifPresent(text -> node.put("d", text));
                    ArrayNode arns = node.putArray("a");
                    policies.arns().forEach(arns::add);
                });
        ObjectNode tags = json.putObject("t");
        claims.tags().forEach(tags::put);
        ArrayNode transitive = json.putArray("tt");
        claims.transitiveTagKeys().forEach(transitive::add);
        claims.sourceIdentity().ifPresent(text -> json.put("si", text));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing session claims", e);
        }
    }

    private static Opened read(String accessKeyId, JsonNode json) {
        var issuer =
                new SessionClaims.Issuer(
                        new AccountId(json.path("ia").asText()),
                        new PrincipalId(json.path("ip").asText()),
                        json.path("ie").asLong(),
                        json.path("ik").asText());
        var claims =
                new SessionClaims(
                        SessionClaims.Kind.valueOf(json.path("k").asText()),
                        new AccountId(json.path("a").asText()),
                        accessKeyId,
                        json.path("s").asText(),
                        json.path("n").asText(),
                        issuer,
                        Instant.ofEpochMilli(json.path("at").asLong()),
                        Instant.ofEpochMilli(json.path("ex").asLong()),
                        mfa(json.path("m")),
                        policies(json.path("p")),
                        texts(json.path("t")),
                        list(json.path("tt")),
                        Optional.ofNullable(json.path("si").textValue()),
                        json.path("ch").asBoolean());
        return new Opened(claims, SecretAccessKey.of(json.path("x").asText()));
    }

    private static Optional<Proofs.Mfa> mfa(JsonNode json) {
        if (json.isMissingNode()) return Optional.empty();
        return Optional.of(
                new Proofs.Mfa(
                        new DeviceId(json.path("d").asText()),
                        new SerialNumber(json.path("s").asText()),
                        Instant.ofEpochMilli(json.path("t").asLong())));
    }

    private static Optional<SessionClaims.SessionPolicies> policies(JsonNode json) {
        if (json.isMissingNode()) return Optional.empty();
        return Optional.of(
                new SessionClaims.SessionPolicies(
                        Optional.ofNullable(json.path("d").textValue()), list(json.path("a"))));
    }

    private static List<String> list(JsonNode json) {
        List<String> all = new ArrayList<>();
        json.forEach(one -> all.add(one.asText()));
        return all;
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> all = new HashMap<>();
        json.properties().forEach(one -> all.put(one.getKey(), one.getValue().asText()));
        return all;
    }
}
