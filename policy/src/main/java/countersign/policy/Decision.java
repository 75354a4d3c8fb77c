package countersign.policy;

import java.util.Optional;

/** What a request comes to; a refusal names the first layer that is to blame. */
public enum Decision {
    ALLOWED(false),
    /** No identity policy allows it. */
    IMPLICIT_DENY_IDENTITY(false, Layer.IDENTITY),
    IMPLICIT_DENY_BOUNDARY(false, Layer.BOUNDARY),
    IMPLICIT_DENY_SESSION(false, Layer.SESSION),
    /** The policy of another account's resource does not allow it. */
    IMPLICIT_DENY_RESOURCE(false, Layer.RESOURCE),
    EXPLICIT_DENY_IDENTITY(true, Layer.IDENTITY),
    EXPLICIT_DENY_BOUNDARY(true, Layer.BOUNDARY),
    EXPLICIT_DENY_SESSION(true, Layer.SESSION),
    EXPLICIT_DENY_RESOURCE(true, Layer.RESOURCE);

    /** The policies that decide together. */
    public enum Layer {
        IDENTITY,
        BOUNDARY,
        SESSION,
        RESOURCE
    }

    private final boolean explicitDeny;
    private final Optional<Layer> layer;

    Decision(boolean explicitDeny) {
        this.explicitDeny = explicitDeny;
        this.layer = Optional.empty();
    }

    Decision(boolean explicitDeny, Layer layer) {
        this.explicitDeny = explicitDeny;
        this.layer = Optional.of(layer);
    }

    public boolean allowed() {
        return this == ALLOWED;
    }

    /** Whether a Deny statement decided, not the mere lack of an Allow. */
    public boolean explicitDeny() {
        return explicitDeny;
    }

    /** The layer that denied or lacked an Allow; empty when the request is allowed. */
    public Optional<Layer> layer() {
        return layer;
    }
}
