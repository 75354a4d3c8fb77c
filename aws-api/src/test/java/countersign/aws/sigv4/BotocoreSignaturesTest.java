package countersign.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import countersign.aws.ApiRequest;
import countersign.aws.Botocore;
import countersign.aws.Fixtures;
import countersign.aws.Service;
import countersign.aws.query.QueryForm;
import countersign.aws.sigv4.Credentials.Found;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Signatures of botocore's, made for this run. */
class BotocoreSignaturesTest {
    private static final int CASES = 500;

    private final Random random = new Random(20261122);

    @Test
    void agreesOnHundredsOfRandomRequests() throws Exception {
        ObjectNode order = new ObjectMapper().createObjectNode().put("secret", Fixtures.SECRET);
        for (int i = 0; i < CASES; i++) {
            add(order.withArray("cases").addObject());
        }
        JsonNode signed = Botocore.ask("sign", order);
        assertThat(signed).hasSize(CASES);
        for (JsonNode one : signed) {
            verify(one);
        }
    }

    private void add(ObjectNode one) {
        boolean presigned = random.nextBoolean();
        boolean get = presigned || random.nextBoolean();
        boolean temporary = random.nextBoolean();
        one.put("method", get ? "GET" : "POST");
        one.put("presigned", presigned);
        one.put("accessKeyId", temporary ? Fixtures.TEMPORARY_KEY : Fixtures.KEY);
        one.put("token", temporary ? Fixtures.TOKEN : "");
        one.put("host", any("localhost:8080", "iam.amazonaws.com", "[::1]:9000"));
        one.put("path", any("/", "", "/a//b/../c/", "/a%20b/~x", "/%C3%A9"));
        one.put("service", any("iam", "sts"));
        one.put("region", any("us-east-1", "eu-central-1", "local"));
        one.put("body", get ? "" : "Action=X&y=" + random.nextInt());
        ObjectNode params = one.putObject("params");
        if (get) {
            params.put("Action", any("GetUser", "a b", "é~*'()", "")).put("a", "/+=%&");
        }
        one.putObject("headers")
                .put("Content-Type", "text/x;  charset=utf-8")
                .put("X-Amz-A", " b ");
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static void verify(JsonNode one) {
        ApiRequest request = Fixtures.request(one);
        QueryForm query = QueryForm.parse(request.rawQuery()).orElseThrow();
        var secret = SigningSecret.of(Fixtures.SECRET);
        var verifier =
                new SignatureVerifier<String>((id, _, _, _) -> new Found.Active<>(secret, id));
        Service service = Service.ofSigningName(one.path("service").asText()).orElseThrow();
        Instant at = SignatureReader.read(request, query).orElseThrow().signedAt();
        Signed<String> signed = verifier.verify(request, query, service, at);
        assertThat(List.of(Fixtures.KEY, Fixtures.TEMPORARY_KEY)).contains(signed.caller());
    }
}
