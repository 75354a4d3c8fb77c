package countersign.policy;

/** A policy with the name that Simulate* shows for it. */
public record Source(String id, PolicyType type, Policy policy) {}
