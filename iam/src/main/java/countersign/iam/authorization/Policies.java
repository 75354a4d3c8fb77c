package countersign.iam.authorization;

import countersign.policy.Policy;
import countersign.policy.PolicyKind;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiled policies by their very text: what is remembered can never be out of date. Bounded: when
 * it is full it starts anew.
 */
final class Policies {
    private static final int MOST = 20_000;

    private record Key(PolicyKind kind, String document) {}

    private final ConcurrentHashMap<Key, Policy> compiled = new ConcurrentHashMap<>();

    /** The policy of a document that was validated before it was stored. */
    Policy of(String document, PolicyKind kind) {
        Key key = new Key(kind, document);
        Policy known = compiled.get(key);
        if (known != null) return known;
        Policy policy =
                switch (Policy.read(document, kind)) {
                    case Policy.Reading.Valid(Policy valid) -> valid;
                    case Policy.Reading.Malformed(String message) ->
                            throw new IllegalStateException("a stored policy: " + message);
                };
        if (compiled.size() >= MOST) compiled.clear();
        compiled.put(key, policy);
        return policy;
    }
}
