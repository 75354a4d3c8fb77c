package countersign.policy;

import countersign.policy.Operator.Family;
import java.util.List;
import java.util.Set;

/** Where policy variables may stand in conditions, and which ones do. */
final class Variables {
    /** In all other conditions the text of a variable is a malformed value. */
    private static final Set<Family> FAMILIES =
            Set.of(Family.STRING, Family.STRING_IGNORE_CASE, Family.STRING_LIKE, Family.ARN);

    private Variables() {}

    static List<Variable> inConditions(List<Draft.Test> tests, PolicyVersion version) {
        return tests.stream()
                .filter(test -> FAMILIES.contains(family(test)))
                .flatMap(test -> test.values().stream())
                .flatMap(text -> Template.exact(text, version.hasVariables()).variables().stream())
                .toList();
    }

    private static Family family(Draft.Test test) {
        return Operator.parse(test.operator()).orElseThrow().base().family();
    }
}
