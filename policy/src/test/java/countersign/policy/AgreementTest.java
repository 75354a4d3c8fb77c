package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The evaluator and the plain one agree; {@code -Dcountersign.seed} replays a failure. */
class AgreementTest {
    private static final Set<Decision> WITHOUT_RESOURCE_POLICY =
            EnumSet.complementOf(
                    EnumSet.of(Decision.IMPLICIT_DENY_RESOURCE, Decision.EXPLICIT_DENY_RESOURCE));

    private static final int ROUNDS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void agreesWithTheReferenceOnRandomDocuments() throws JsonProcessingException {
        long seed = Long.getLong("countersign.seed", System.nanoTime());
        var documents = new RandomDocuments(new Random(seed));
        var random = new Random(seed + 1);
        Map<Decision, Integer> seen = new EnumMap<>(Decision.class);
        for (int round = 0; round < ROUNDS; round++) {
            Decision decision =
                    compare(documents, random, "-Dcountersign.seed=" + seed + ", round " + round);
            seen.merge(decision, 1, Integer::sum);
        }
        assertThat(seen.keySet())
                .as("seed %s", seed)
                .containsExactlyInAnyOrderElementsOf(WITHOUT_RESOURCE_POLICY);
        assertThat(seen.get(Decision.ALLOWED)).isGreaterThan(ROUNDS / 20);
    }

    private static Decision compare(RandomDocuments documents, Random random, String name)
            throws JsonProcessingException {
        List<String> identity = documents(documents, 1 + random.nextInt(3));
        List<String> boundary = documents(documents, random.nextInt(2));
        Optional<List<String>> session =
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(documents(documents, random.nextInt(3)));
        String action = documents.action();
        String resource = documents.resource();
        Map<String, List<String>> context = documents.context();
        var grants =
                new Grants(
                        sources(identity),
                        sources(boundary).stream().findFirst(),
                        session.map(AgreementTest::sources));
        var request = new Request(action, resource, Context.of(context));
        Decision decision = Evaluator.decide(grants, request);
        Supplier<String> asked =
                () ->
                        "%s: %s on %s with %s%nidentity %s%nboundary %s%nsession %s"
                                .formatted(
                                        name, action, resource, context, identity, boundary,
                                        session);
        var reference = new ReferenceEvaluator(action, resource, context);
        List<JsonNode> sessionTrees = trees(session.orElse(List.of()));
        assertThat(decision)
                .as(asked)
                .isEqualTo(
                        reference.decide(
                                trees(identity),
                                trees(boundary).stream().findFirst(),
                                session.map(_ -> sessionTrees)));
        check(Evaluator.explain(grants, request), decision, asked);
        return decision;
    }

    private static void check(Explanation explanation, Decision decision, Supplier<String> asked) {
        assertThat(explanation.decision()).as(asked).isEqualTo(decision);
        assertThat(explanation.matched().isEmpty())
                .as(asked)
                .isEqualTo(!decision.allowed() && !decision.explicitDeny());
    }

    private static List<String> documents(RandomDocuments documents, int count) {
        var list = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            list.add(documents.identity());
        }
        return list;
    }

    private static List<Source> sources(List<String> texts) {
        return texts.stream().map(Documents::identity).map(Documents::source).toList();
    }

    private static List<JsonNode> trees(List<String> texts) throws JsonProcessingException {
        var trees = new ArrayList<JsonNode>();
        for (String text : texts) {
            trees.add(JSON.readTree(text));
        }
        return trees;
    }
}
