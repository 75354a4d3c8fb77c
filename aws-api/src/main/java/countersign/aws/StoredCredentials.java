package countersign.aws;

import countersign.aws.sigv4.Credentials;
import countersign.aws.sigv4.SigningSecret;
import countersign.iam.Client;
import countersign.iam.accesskey.SecretAccessKey;
import countersign.iam.credential.SigningKeys;
import countersign.iam.session.Caller;
import java.time.Instant;
import java.util.Optional;

/** The keys of iam, for the signature. */
final class StoredCredentials implements Credentials<Caller.Api> {
    private final SigningKeys keys;

    StoredCredentials(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public Found<Caller.Api> find(
            String accessKeyId, Optional<String> securityToken, Origin origin, Instant system) {
        return switch (keys.find(accessKeyId, securityToken, client(origin), system)) {
            case SigningKeys.Found.Active(SecretAccessKey secret, Caller.Api caller) ->
                    new Found.Active<>(SigningSecret.of(secret.reveal()), caller);
            case SigningKeys.Found.Unknown _ -> new Found.Unknown<>();
            case SigningKeys.Found.BadToken _ -> new Found.BadToken<>();
            case SigningKeys.Found.Expired _ -> new Found.Expired<>();
            case SigningKeys.Found.StrayToken(SecretAccessKey secret) ->
                    new Found.StrayToken<>(SigningSecret.of(secret.reveal()));
        };
    }

    private static Client client(Origin origin) {
        return new Client(
                origin.address(), origin.userAgent().orElse(""), Optional.empty(), origin.secure());
    }
}
