package countersign.policy;

import countersign.policy.Operator.Family;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One key under one operator, compiled. A key without values counts as absent. */
final class Condition {
    private final String name;
    private final String key;
    private final Operator operator;
    private final Comparison[] comparisons;
    private final boolean absentIsWanted;
    private final boolean presentIsWanted;

    /**
     * Compiles.
     *
     * @throws Refused when a value is not of the operator's type
     */
    Condition(Operator operator, Draft.Test test, PolicyVersion version) {
        this.operator = operator;
        name = test.key();
        key = name.toLowerCase(Locale.ROOT);
        if (operator.base().family() == Family.NULL) {
            comparisons = new Comparison[0];
            List<Boolean> wanted = test.values().stream().map(Comparisons::truth).toList();
            absentIsWanted = wanted.contains(true);
            presentIsWanted = wanted.contains(false);
        } else {
            comparisons = Comparisons.compile(operator, test.values(), version);
            absentIsWanted = operator.holdsWhenAbsent();
            presentIsWanted = false;
        }
    }

    /** The key as written. */
    String name() {
        return name;
    }

    boolean isMissing(Context context) {
        Optional<List<String>> values = context.values(key);
        return values.isEmpty() || values.get().isEmpty();
    }

    boolean holds(Context context) {
        Optional<List<String>> values = context.values(key);
        if (values.isEmpty() || values.get().isEmpty()) {
            return absentIsWanted;
        }
        return operator.base().family() == Family.NULL
                ? presentIsWanted
                : holds(values.get(), context);
    }

    private boolean holds(List<String> values, Context context) {
        boolean negated = operator.base().negated();
        boolean everyOne =
                switch (operator.quantifier()) {
                    case ALL -> true;
                    case ANY -> false;
                    case NONE -> negated;
                };
        for (int i = 0; i < values.size(); i++) {
            boolean does = matchesAny(values.get(i), context) != negated;
            if (does != everyOne) {
                return does;
            }
        }
        return everyOne;
    }

    private boolean matchesAny(String value, Context context) {
        for (Comparison comparison : comparisons) {
            if (comparison.matches(value, context)) {
                return true;
            }
        }
        return false;
    }
}
