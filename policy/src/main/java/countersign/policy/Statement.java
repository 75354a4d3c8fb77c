package countersign.policy;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/** A statement, compiled. */
final class Statement {
    private final boolean allow;
    private final boolean otherActions;
    private final TextPattern[] actions;
    private final boolean otherResources;
    private final ArnPattern[] resources;
    private final Principals principals;
    private final Condition[] conditions;
    private final List<Variable> conditionVariables;
    private final Position start;
    private final Position end;

    /**
     * Compiles what the rules have let through.
     *
     * @throws Refused when a variable or a condition's value has the wrong form
     */
    Statement(Draft.Clause clause, PolicyVersion version) {
        boolean variables = version.hasVariables();
        Draft.Listed action = clause.actions().orElseThrow();
        Draft.Listed resource = clause.resources().orElse(new Draft.Listed(false, List.of("*")));
        allow = clause.effect().equals("Allow");
        otherActions = action.negated();
        actions =
                action.texts().stream()
                        .map(text -> Template.glob(Fold.of(text), false))
                        .toArray(TextPattern[]::new);
        otherResources = resource.negated();
        resources =
                resource.texts().stream()
                        .map(text -> ArnPattern.forResource(text, variables))
                        .toArray(ArnPattern[]::new);
        principals = Principals.of(clause.principals());
        conditions =
                clause.tests().stream()
                        .map(test -> condition(test, version))
                        .toArray(Condition[]::new);
        conditionVariables = Variables.inConditions(clause.tests(), version);
        start = clause.start();
        end = clause.end();
    }

    private static Condition condition(Draft.Test test, PolicyVersion version) {
        return new Condition(Operator.parse(test.operator()).orElseThrow(), test, version);
    }

    boolean allows() {
        return allow;
    }

    Principals principals() {
        return principals;
    }

    Match matchIn(Source source) {
        return new Match(source, start, end);
    }

    /** Whether it speaks of the request, principals aside. The action is folded. */
    boolean applies(String action, String resource, Context context) {
        return namesAction(action) && namesResource(resource, context) && holds(context);
    }

    private boolean namesAction(String action) {
        for (TextPattern pattern : actions) {
            if (pattern.matches(action, 0, action.length(), Context.EMPTY)) {
                return !otherActions;
            }
        }
        return otherActions;
    }

    private boolean namesResource(String resource, Context context) {
        for (ArnPattern pattern : resources) {
            if (pattern.matches(resource, context)) {
                return !otherResources;
            }
        }
        return otherResources;
    }

    private boolean holds(Context context) {
        for (Condition condition : conditions) {
            if (!condition.holds(context)) {
                return false;
            }
        }
        return true;
    }

    /** Adds the keys that it would need to speak of this request and that are not there. */
    void addMissingKeys(String action, String resource, Context context, SortedSet<String> keys) {
        if (!namesAction(action)) {
            return;
        }
        addMissing(resourceVariables(), context, keys);
        if (namesResource(resource, context)) {
            addMissing(conditionVariables.stream(), context, keys);
            Stream.of(conditions)
                    .filter(condition -> condition.isMissing(context))
                    .forEach(condition -> keys.add(condition.name()));
        }
    }

    private static void addMissing(
            Stream<Variable> variables, Context context, SortedSet<String> keys) {
        variables
                .filter(variable -> variable.isMissing(context))
                .forEach(variable -> keys.add(variable.name()));
    }

    private Stream<Variable> resourceVariables() {
        return Stream.of(resources).flatMap(ArnPattern::variables);
    }

    /** Every condition key and variable that it names. */
    Stream<String> contextKeys() {
        Stream<Variable> variables =
                Stream.concat(resourceVariables(), conditionVariables.stream());
        return Stream.concat(
                Stream.of(conditions).map(Condition::name), variables.map(Variable::name));
    }
}
