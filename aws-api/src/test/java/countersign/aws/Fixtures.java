package countersign.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Requests of real clients; {@code signed/capture.py} made them. */
public final class Fixtures {
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public static final String TOKEN =
            "AQoDYXdzEJr///////////wEaoAK1wvxJY12r2IrDFT2IvAzTCn3zHoZ7YNtpiQLF0MqZye/"
                    + "qwjzP2iEXAMPLEbw==";
    public static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    public static final String TEMPORARY_KEY = "ASIAIOSFODNN7EXAMPLE";

    private Fixtures() {}

    public static ApiRequest signed(String name) throws IOException {
        Path file = Path.of("src/test/resources/countersign/aws/signed", name + ".json");
        return request(new ObjectMapper().readTree(file.toFile()));
    }

    /** From what a Python script wrote. */
    public static ApiRequest request(JsonNode json) {
        List<String> headers = new ArrayList<>();
        for (JsonNode header : json.path("headers")) {
            headers.add(header.get(0).asText());
            headers.add(header.get(1).asText());
        }
        return new ApiRequest(
                json.path("method").asText(),
                json.path("path").asText(),
                json.path("query").asText(),
                Headers.of(headers.toArray(String[]::new)),
                Body.utf8(json.path("body").asText()),
                "192.0.2.7",
                true);
    }
}
