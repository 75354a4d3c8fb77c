package countersign.iam.simulation;

import countersign.policy.Explanation;

/** What one action on one resource came to, and why. */
public record Verdict(String action, String resource, Explanation explanation) {
    public boolean allowed() {
        return explanation.decision().allowed();
    }

    /** As EvalDecision says it: allowed, explicitDeny or implicitDeny. */
    public String word() {
        if (allowed()) return "allowed";
        return explanation.decision().explicitDeny() ? "explicitDeny" : "implicitDeny";
    }
}
