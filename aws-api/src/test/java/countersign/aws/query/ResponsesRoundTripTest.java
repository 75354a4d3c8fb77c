package countersign.aws.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import countersign.aws.Action;
import countersign.aws.Botocore;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsResponse;

/** What we write, botocore reads. */
class ResponsesRoundTripTest {
    private static final int ROUNDS = 5;

    private final Random random = new Random(20261122);

    @Test
    void everyMemberOfEveryActionArrives() throws Exception {
        ArrayNode cases = new ObjectMapper().createArrayNode();
        for (int round = 0; round < ROUNDS; round++) {
            Action.all().forEach(action -> add(cases, action));
        }
        JsonNode problems = Botocore.ask("responses", cases);
        assertThat(problems).isEmpty();
    }

    private void add(ArrayNode cases, Action action) {
        Class<? extends AwsResponse> type = SdkShapes.of(action).orElseThrow().response();
        var response = type.cast(Pojos.filled(Builders.of(type).get(), random));
        String xml = ResponseWriter.of(action, type).write(response, "id-1").body().utf8();
        cases.addObject()
                .put("service", action.service().signingName())
                .put("action", action.name())
                .put("xml", xml)
                .set("expected", Pojos.toJson(response));
    }
}
