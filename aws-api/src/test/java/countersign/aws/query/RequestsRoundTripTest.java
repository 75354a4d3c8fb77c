package countersign.aws.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import countersign.aws.Action;
import countersign.aws.Botocore;
import countersign.aws.Service;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.AwsRequest;

/** What botocore writes, we read. */
class RequestsRoundTripTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyMemberOfEveryActionArrives() throws Exception {
        ObjectNode wanted = JSON.createObjectNode();
        for (Service service : Service.values()) {
            wanted.putArray(service.signingName());
        }
        Action.all().forEach(a -> wanted.withArray(a.service().signingName()).add(a.name()));
        JsonNode cases = Botocore.ask("requests", wanted);
        assertThat(cases).hasSize(Action.all().size());
        for (JsonNode one : cases) {
            AwsRequest request = read(one);
            assertThat(Pojos.toJson(request))
                    .as(one.path("action").asText())
                    .isEqualTo(one.path("params"));
        }
    }

    private static AwsRequest read(JsonNode one) {
        Action action = Action.named(one.path("action").asText()).orElseThrow();
        Class<? extends AwsRequest> type = SdkShapes.of(action).orElseThrow().request();
        QueryForm form = QueryForm.parse(one.path("form").asText()).orElseThrow();
        Decoded<? extends AwsRequest> decoded = RequestReader.of(type).read(form);
        assertThat(decoded.missingEntries()).isEmpty();
        return decoded.request();
    }
}
