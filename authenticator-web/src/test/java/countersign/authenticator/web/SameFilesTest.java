package countersign.authenticator.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import countersign.vault.exchange.Found;
import countersign.vault.exchange.Importer;
import countersign.vault.exchange.Reading;
import countersign.vault.exchange.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java library finds in other programs' files what {@code test/files/expected.json} says;
 * {@code test/importer.test.ts} holds the web app to the same list.
 */
class SameFilesTest {
    private static final Path FILES = Path.of("test", "files");

    static Stream<String> names() throws IOException {
        return StreamSupport.stream(
                ((Iterable<String>) expected()::fieldNames).spliterator(), false);
    }

    private static JsonNode expected() throws IOException {
        return new ObjectMapper().readTree(FILES.resolve("expected.json").toFile());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void theJavaLibraryFindsTheSameAccounts(String name) throws IOException {
        JsonNode expected = expected().get(name);
        var importer = new Importer((_, _) -> "test".toCharArray());
        importer.read(name, Files.readAllBytes(FILES.resolve(name)));
        Reading reading = importer.finish();
        assertThat(reading.found().stream().map(SameFilesTest::told).toList())
                .isEqualTo(
                        StreamSupport.stream(expected.get("found").spliterator(), false)
                                .map(SameFilesTest::told)
                                .toList());
        assertThat(reading.skipped())
                .extracting(Skipped::name)
                .isEqualTo(
                        StreamSupport.stream(expected.get("skipped").spliterator(), false)
                                .map(JsonNode::textValue)
                                .toList());
    }

    private static List<String> told(Found found) {
        var notes = found.notes();
        return List.of(
                found.name(),
                found.account().write(),
                notes.note(),
                String.join(",", notes.tags()));
    }

    private static List<String> told(JsonNode found) {
        return Stream.of("name", "uri", "note", "tags")
                .map(field -> found.get(field).textValue())
                .toList();
    }
}
