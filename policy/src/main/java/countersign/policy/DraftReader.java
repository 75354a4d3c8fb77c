package countersign.policy;

import countersign.policy.Draft.Clause;
import countersign.policy.Draft.Listed;
import countersign.policy.Draft.Named;
import countersign.policy.Draft.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The grammar of a document: which elements there are and what may stand in each. */
final class DraftReader {
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_ELEMENTS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Principal",
                    "NotPrincipal",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Condition");

    private DraftReader() {}

    /**
     * The shape of a document.
     *
     * @throws Refused when there is an element too many, too few or of the wrong form
     */
    static Draft read(Json.Members document) {
        Map<String, Json> elements = document.members();
        demand(ELEMENTS.containsAll(elements.keySet()));
        optionalText(elements, "Id");
        var clauses = new ArrayList<Clause>();
        for (Json statement : statements(elements)) {
            demand(statement instanceof Json.Members);
            clauses.add(clause((Json.Members) statement));
        }
        return new Draft(version(elements), List.copyOf(clauses));
    }

    private static PolicyVersion version(Map<String, Json> elements) {
        String text = optionalText(elements, "Version").orElse(PolicyVersion.V2008_10_17.text());
        for (PolicyVersion version : PolicyVersion.values()) {
            if (version.text().equals(text)) {
                return version;
            }
        }
        throw new Refused(Texts.SYNTAX);
    }

    private static List<Json> statements(Map<String, Json> elements) {
        Json statement = element(elements, "Statement").orElseThrow(() -> syntax());
        List<Json> statements =
                statement instanceof Json.Items list ? list.items() : List.of(statement);
        demand(!statements.isEmpty());
        return statements;
    }

    private static Clause clause(Json.Members statement) {
        Map<String, Json> elements = statement.members();
        demand(STATEMENT_ELEMENTS.containsAll(elements.keySet()));
        String effect = optionalText(elements, "Effect").orElseThrow(() -> syntax());
        demand(effect.equalsIgnoreCase("Allow") || effect.equalsIgnoreCase("Deny"));
        return new Clause(
                effect,
                optionalText(elements, "Sid").orElse(""),
                listed(elements, "Action"),
                listed(elements, "Resource"),
                named(elements),
                tests(elements),
                statement.start(),
                statement.end());
    }

    private static Optional<Listed> listed(Map<String, Json> elements, String name) {
        return either(
                elements, name, (negated, json) -> new Listed(negated, JsonTexts.strings(json)));
    }

    private static Optional<Named> named(Map<String, Json> elements) {
        return either(
                elements,
                "Principal",
                (negated, json) -> new Named(negated, PrincipalText.read(json)));
    }

    /** An element or its negation, whichever is there: both may not be. */
    private static <T> Optional<T> either(
            Map<String, Json> elements, String name, BiFunction<Boolean, Json, T> read) {
        Optional<Json> plain = element(elements, name);
        Optional<Json> negated = element(elements, "Not" + name);
        demand(plain.isEmpty() || negated.isEmpty());
        return plain.map(json -> read.apply(false, json))
                .or(() -> negated.map(json -> read.apply(true, json)));
    }

    private static Optional<Json> element(Map<String, Json> elements, String name) {
        return Optional.ofNullable(elements.get(name));
    }

    private static List<Test> tests(Map<String, Json> elements) {
        var tests = new ArrayList<Test>();
        element(elements, "Condition")
                .ifPresent(
                        json -> members(json).forEach((name, keys) -> addTests(tests, name, keys)));
        return List.copyOf(tests);
    }

    private static void addTests(List<Test> tests, String operator, Json keys) {
        demand(Operator.parse(operator).isPresent());
        members(keys)
                .forEach(
                        (key, json) -> tests.add(new Test(operator, key, JsonTexts.scalars(json))));
    }

    private static Map<String, Json> members(Json json) {
        demand(json instanceof Json.Members);
        return ((Json.Members) json).members();
    }

    private static Optional<String> optionalText(Map<String, Json> elements, String name) {
        return element(elements, name).map(JsonTexts::string);
    }

    static Refused syntax() {
        return new Refused(Texts.SYNTAX);
    }

    private static void demand(boolean well) {
        if (!well) {
            throw syntax();
        }
    }
}
