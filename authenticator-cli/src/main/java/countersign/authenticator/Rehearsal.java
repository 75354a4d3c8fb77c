package countersign.authenticator;

import countersign.vault.Argon2Cost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs what people run, on a vault that is thrown away, so that Java can keep what it learns about
 * the program's start (an AOT cache). The launcher starts it once after a build. What the AWS SDK
 * is made of is left out: every start would load it.
 */
final class Rehearsal {
    /** The secret of RFC 6238's vectors, which nobody uses. */
    private static final String KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private static final Argon2Cost CHEAP = new Argon2Cost(1, 8 * 1024, 1);

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("authenticator");
        try {
            run(folder);
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        System.exit(0);
    }

    /** The exit status of each command. */
    static Map<String, Integer> run(Path folder) {
        var statuses = new LinkedHashMap<String, Integer>();
        for (String command :
                List.of(
                        "add root --secret -",
                        "unlock",
                        "code root",
                        "code root --format json",
                        "list --once",
                        "lock")) {
            // Without the passphrase once it is unlocked, as most people will.
            boolean isLocked = command.startsWith("add") || command.startsWith("unlock");
            String passphrase = isLocked ? "rehearsal" : "";
            int status =
                    Authenticator.run(surroundings(folder, passphrase), command.split(" ", -1));
            statuses.put(command, status);
        }
        return statuses;
    }

    private static Surroundings surroundings(Path folder, String passphrase) {
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Surroundings(
                Map.of(
                        "COUNTERSIGN_VAULT_PASSPHRASE",
                        passphrase,
                        "XDG_RUNTIME_DIR",
                        folder.resolve("run").toString(),
                        "AWS_ENDPOINT_URL_STS",
                        "http://127.0.0.1:1"),
                folder,
                new Surroundings.Streams(
                        new ByteArrayInputStream(KEY.getBytes(StandardCharsets.US_ASCII)),
                        nowhere,
                        nowhere),
                new GivenTime(Instant.now()),
                new Nobody(),
                (String _, Duration _) -> false,
                Rehearsal::startAgent,
                new SecureRandom(),
                CHEAP);
    }

    /** In this process, whose end ends it. */
    private static void startAgent(AgentMain.Orders orders) {
        try {
            var piped = AgentMain.Orders.read(new StringReader(orders.revealForPipe()));
            Agent agent = piped.agent(new SystemTime());
            Thread.ofPlatform().daemon().start(agent::serve);
        } catch (IOException e) {
            throw new CommandFailure("no agent could be started");
        }
    }

    /** The terminal of a process that has none. */
    private static final class Nobody implements Surroundings.Terminal {
        @Override
        public boolean canAsk() {
            return false;
        }

        @Override
        public boolean isInputTyped() {
            return false;
        }

        @Override
        public boolean showsProgress() {
            return false;
        }

        @Override
        public boolean showsOutput() {
            return false;
        }

        @Override
        public char[] readHidden(String prompt) {
            throw new IllegalStateException("nobody is there");
        }

        @Override
        public String readLine(String prompt) {
            throw new IllegalStateException("nobody is there");
        }

        @Override
        public char readKey(String prompt) {
            throw new IllegalStateException("nobody is there");
        }

        @Override
        public void tell(String line) {}

        @Override
        public Surroundings.Screen screen() {
            throw new IllegalStateException("nobody is there");
        }
    }
}
