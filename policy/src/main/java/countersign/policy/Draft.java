package countersign.policy;

import java.util.List;
import java.util.Optional;

/** A document whose shape is right; what its texts say is not checked yet. */
record Draft(PolicyVersion version, List<Clause> clauses) {
    /**
     * A statement.
     *
     * @param effect Allow or Deny in any case
     * @param sid may be empty
     */
    record Clause(
            String effect,
            String sid,
            Optional<Listed> actions,
            Optional<Listed> resources,
            Optional<Named> principals,
            List<Test> tests,
            Position start,
            Position end) {}

    /** Action or Resource; negated for NotAction and NotResource. */
    record Listed(boolean negated, List<String> texts) {}

    /** Principal; negated for NotPrincipal. */
    record Named(boolean negated, List<TrustPrincipal> principals) {}

    /** One key under one operator of a Condition. */
    record Test(String operator, String key, List<String> values) {}
}
