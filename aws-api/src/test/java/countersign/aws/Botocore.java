package countersign.aws;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The AWS client of this machine's Python, where it has one. Tests without it are skipped. */
public final class Botocore {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Botocore() {}

    /** The folder of the service models. */
    public static Path data() throws IOException, InterruptedException {
        Path answer = Files.createTempFile("botocore", ".txt");
        int exit =
                run(
                        answer.toFile(),
                        List.of(
                                "python3",
                                "-c",
                                "import botocore, os; print(os.path.dirname(botocore.__file__))"));
        assumeTrue(exit == 0, "python3 with botocore is not on this machine");
        Path folder = Path.of(Files.readString(answer, StandardCharsets.UTF_8).strip());
        Files.delete(answer);
        return folder.resolve("data");
    }

    /** Runs {@code oracle.py}: one process, whatever the number of cases. */
    public static JsonNode ask(String question, JsonNode in)
            throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(data()));
        Path asked = Files.createTempFile("oracle", ".in.json");
        Path answered = Files.createTempFile("oracle", ".out.json");
        JSON.writeValue(asked.toFile(), in);
        String script = Path.of("src/test/resources/countersign/aws/oracle.py").toString();
        File errors = Files.createTempFile("oracle", ".err").toFile();
        int exit =
                run(
                        errors,
                        List.of(
                                "python3",
                                script,
                                question,
                                asked.toString(),
                                answered.toString()));
        if (exit != 0) {
            throw new IOException(Files.readString(errors.toPath(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(answered.toFile());
    }

    private static int run(File output, List<String> command)
            throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            assumeTrue(false, "python3 is not on this machine");
            throw e;
        }
    }
}
