package countersign.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs of other people's clients (boto3, the AWS CLI) as the root user of an account. */
final class Python {
    private static final long PATIENCE_MINUTES = 8;

    private final Map<String, String> environment;

    Python(Server server, Server.Account account) {
        this.environment = environment(server, account);
    }

    /** What an AWS client needs to reach the server with a key. */
    static Map<String, String> environment(Server server, Server.Account account) {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_ENDPOINT_URL_IAM", server.url());
        environment.put("AWS_ENDPOINT_URL_STS", server.url());
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", account.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", account.secretAccessKey());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("COUNTERSIGN_SANDBOX_URL", server.url());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        return environment;
    }

    /** The repository's folder {@code conformance}. */
    static Path folder() {
        Path here = Path.of("").toAbsolutePath();
        Path beside = here.resolve("conformance");
        return Files.isDirectory(beside) ? beside : here.resolveSibling("conformance");
    }

    /** Standard output of a program in that folder, whatever its exit status. */
    String run(String program, String... words) {
        List<String> command = new ArrayList<>(List.of("python3", program));
        command.addAll(List.of(words));
        return output(command, folder(), environment, PATIENCE_MINUTES);
    }

    static String output(
            List<String> command, Path folder, Map<String, String> environment, long minutes) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().putAll(environment);
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            Process process = builder.start();
            process.getOutputStream().close();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException("running " + command, e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while running " + command, e);
        }
    }
}
