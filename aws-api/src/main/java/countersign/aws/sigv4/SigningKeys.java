package countersign.aws.sigv4;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signing keys by secret, day, region and service: four HMACs saved for a key that comes again.
 * Only keys whose signature was good are kept, so that nobody without a secret can fill it. Prints
 * nothing of what it holds.
 */
final class SigningKeys {
    private static final int MOST = 50_000;

    private final Map<Name, SigningKey> keys = new ConcurrentHashMap<>();

    private record Name(SigningSecret secret, String date, String region, String service) {
        static Name of(SigningSecret secret, Scope scope) {
            return new Name(secret, scope.date(), scope.region(), scope.service());
        }
    }

    SigningKey find(SigningSecret secret, Scope scope) {
        SigningKey known = keys.get(Name.of(secret, scope));
        return known == null ? SigningKey.derive(secret, scope) : known;
    }

    /** When there are too many, all go: tomorrow none of today's is of use. */
    void keep(SigningSecret secret, Scope scope, SigningKey key) {
        if (keys.size() >= MOST) {
            keys.clear();
        }
        keys.putIfAbsent(Name.of(secret, scope), key);
    }

    @Override
    public String toString() {
        return "SigningKeys[" + keys.size() + "]";
    }
}
