package countersign.aws.sigv4;

import countersign.aws.ApiFault;
import countersign.aws.ApiRequest;
import countersign.aws.Origin;
import countersign.aws.Service;
import countersign.aws.query.QueryForm;
import countersign.aws.sigv4.Credentials.Found;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Verifies Signature Version 4, of header and of presigned requests. The order of the checks is
 * AWS's: scope, key, token, time, signature. Safe for any number of threads.
 */
public final class SignatureVerifier<C> {
    private static final Pattern KEY_ID = Pattern.compile("\\w{16,128}");

    private final Credentials<C> credentials;
    private final SigningKeys keys = new SigningKeys();

    public SignatureVerifier(Credentials<C> credentials) {
        this.credentials = credentials;
    }

    /** The service that a request was signed for, if it says so; nothing is verified. */
    public static Optional<Service> claimedService(ApiRequest request, QueryForm query) {
        try {
            return SignatureReader.read(request, query)
                    .flatMap(signature -> Service.ofSigningName(signature.scope().service()));
        } catch (ApiFault e) {
            // Said again, to the client, when the signature is verified.
            return Optional.empty();
        }
    }

    /**
     * Who signed. Every other outcome is an {@link ApiFault}.
     *
     * @param query what is in the URL, which is part of what was signed
     */
    public Signed<C> verify(ApiRequest request, QueryForm query, Service service, Instant system) {
        Signature signature = SignatureReader.read(request, query).orElseThrow(Refusals::unsigned);
        ScopeCheck.check(signature, service);
        return switch (find(signature, Origin.of(request), system)) {
            case Found.Unknown<C>(), Found.BadToken<C>() -> throw Refusals.invalidToken();
            case Found.Expired<C>() -> throw Refusals.expiredToken();
            case Found.StrayToken<C>(SigningSecret secret) -> {
                check(request, query, signature, secret, system);
                throw Refusals.invalidToken();
            }
            case Found.Active<C>(SigningSecret secret, C caller) -> {
                check(request, query, signature, secret, system);
                Scope scope = signature.scope();
                yield new Signed<>(caller, scope.accessKeyId(), scope.region());
            }
        };
    }

    private Found<C> find(Signature signature, Origin origin, Instant system) {
        String id = signature.scope().accessKeyId();
        return KEY_ID.matcher(id).matches()
                ? credentials.find(id, signature.securityToken(), origin, system)
                : new Found.Unknown<>();
    }

    private void check(
            ApiRequest request,
            QueryForm query,
            Signature signature,
            SigningSecret secret,
            Instant system) {
        SkewCheck.check(signature, system);
        SignedHeadersCheck.check(request, signature);
        String canonical = CanonicalRequest.of(request, query, signature.signedHeaders());
        String stringToSign = stringToSign(signature, canonical);
        SigningKey key = keys.find(secret, signature.scope());
        if (!key.signed(stringToSign, signature.hex())) {
            throw Refusals.mismatch(canonical, stringToSign);
        }
        keys.keep(secret, signature.scope(), key);
    }

    private static String stringToSign(Signature signature, String canonical) {
        return String.join(
                "\n",
                SignatureReader.ALGORITHM,
                signature.stamp(),
                signature.scope().toString(),
                CanonicalRequest.sha256(canonical));
    }
}
