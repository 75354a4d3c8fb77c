package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.vault.Argon2Cost;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/aws-cli.md} as a reader runs it: its shell blocks in order, in one bash, with the AWS
 * CLI, our authenticator and a fresh sandbox. Where a person waits for a code, time is moved on.
 */
class AwsCliTest {
    private static final String DOCUMENTED_URL = "http://127.0.0.1:8080";
    private static final String PASSPHRASE = "a passphrase of the test";
    private static final Argon2Cost CHEAP = new Argon2Cost(1, 8 * 1024, 1);
    private static final String WITH_PYTEST = "python3 -m pytest -q test_mfa.py";
    private static final String WITHOUT_PYTEST =
            "python3 -c 'from test_mfa import *; test_a_code_is_good_once(); print(\"1 passed\")'";
    private static final long PATIENCE_MINUTES = 5;

    /** The test's own {@code ./authenticator}: a minute passes, for it and for the sandbox. */
    private static final String AUTHENTICATOR =
            """
            #!/usr/bin/env bash
            set -euo pipefail
            if [ "$1" = code ]; then
                curl -sf -H 'Content-Type: application/json' -d '{"advance":"PT60S"}' \\
                    "$AWS_ENDPOINT_URL_IAM/_sandbox/clock" > moved.json
                ahead=$(($(cat ahead 2> missing.txt || echo 0) + 60))
                echo $ahead > ahead
                set -- "$@" --at "$(date -u -d "@$(($(date +%s) + ahead))" +%Y-%m-%dT%H:%M:%SZ)"
            fi
            """;

    @TempDir Path folder;
    private String page = "";

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(repository().resolve("docs/aws-cli.md"));
    }

    private static Path repository() {
        return Python.folder().resolveSibling(".").normalize();
    }

    @Test
    void theCommandsOfThePagePrintWhatItSays() throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        program(work, "authenticator", AUTHENTICATOR, Program.AUTHENTICATOR);
        program(work, "countersign", "#!/usr/bin/env bash\n", Program.SERVER);
        Files.writeString(work.resolve("test_mfa.py"), String.join("\n", blocks("python")));
        try (Server server = Server.sandbox(folder)) {
            String output = run(work, script(server), environment());
            assertThat(output).containsPattern(expected());
        }
    }

    /** A launcher that is to the class path of this build what ours is to an installation. */
    private static void program(Path work, String name, String head, String main)
            throws IOException {
        String command =
                Program.builder(main, Map.of(), List.of()).command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        Path file = Files.writeString(work.resolve(name), head + "exec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Map<String, String> environment() throws IOException {
        Path vault = folder.resolve("vault");
        try (var passphrase = Passphrase.copyOf(PASSPHRASE.toCharArray())) {
            Vault.create(vault, passphrase, CHEAP, new SecureRandom()).close();
        }
        Map<String, String> environment = new HashMap<>();
        environment.put("COUNTERSIGN_VAULT", vault.toString());
        environment.put("COUNTERSIGN_VAULT_PASSPHRASE", PASSPHRASE);
        environment.put("COUNTERSIGN_LOG", "human");
        environment.put("XDG_CONFIG_HOME", folder.resolve("other-config").toString());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        return environment;
    }

    private String script(Server server) {
        String blocks = String.join("\n", blocks("sh")).replace(DOCUMENTED_URL, server.url());
        if (!pytest()) blocks = blocks.replace(WITH_PYTEST, WITHOUT_PYTEST);
        return "set -euo pipefail\ntrap 'kill $(jobs -p) || true' EXIT\n" + blocks;
    }

    private static boolean pytest() {
        String found = "import importlib.util as u; print(u.find_spec('pytest') is not None)";
        var command = List.of("python3", "-c", found);
        return Python.output(command, Path.of("."), Map.of(), 1).contains("True");
    }

    private static String run(Path work, String script, Map<String, String> environment)
            throws IOException {
        Path file = Files.writeString(work.resolve("page.sh"), script);
        Path output = work.resolve("output.txt");
        var command =
                List.of(
                        "bash",
                        "-c",
                        "if ! bash %s > %s 2>&1; then echo FAILED; fi".formatted(file, output));
        String failed = Python.output(command, work, environment, PATIENCE_MINUTES);
        String printed = Files.readString(output);
        assertThat(failed).as(printed).isEmpty();
        return printed;
    }

    /** The texts after {@code # prints:}, in order, at the start of a line; "..." is anything. */
    private Pattern expected() {
        String pattern =
                Pattern.compile("^# prints: (.*)$", Pattern.MULTILINE)
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1).replace("...", "\\E.*\\Q"))
                        .map(text -> "^\\Q" + text + "\\E")
                        .collect(Collectors.joining("(?s:.*?)"));
        return Pattern.compile(pattern, Pattern.MULTILINE);
    }

    private List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Matcher fence =
                Pattern.compile(
                                "^```" + language + "\n(.*?)^```$",
                                Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(page);
        while (fence.find()) blocks.add(fence.group(1));
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    @Test
    void theJUnitExampleIsTheOneThatIsRun() throws IOException {
        Path twin =
                repository()
                        .resolve("acceptance/src/test/java/countersign/acceptance")
                        .resolve("JUnitExampleTest.java");
        assertThat(Files.readString(twin)).containsIgnoringWhitespaces(blocks("java").getFirst());
    }
}
