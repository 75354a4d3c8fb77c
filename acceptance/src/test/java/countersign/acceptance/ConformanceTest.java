package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code conformance/run.py} finds: boto3 against this server, case by case with the
 * reference. The same program runs against any other endpoint.
 */
class ConformanceTest {
    @TestFactory
    Stream<DynamicTest> agreesWithTheReference(@TempDir Path folder) throws IOException {
        try (Server server = Server.sandbox(folder)) {
            Python python = new Python(server, server.account("conformance@example.com"));
            JsonNode results = Server.JSON.readTree(python.run("run.py", "--format", "json"));
            return StreamSupport.stream(results.spliterator(), false)
                    .map(ConformanceTest::test)
                    .toList()
                    .stream();
        }
    }

    private static DynamicTest test(JsonNode result) {
        return DynamicTest.dynamicTest(
                result.get("row").asText() + ": " + result.get("promise").asText(),
                () ->
                        assertThat(result.get("outcome").asText())
                                .as(result.get("words").asText())
                                .isEqualTo("same"));
    }
}
