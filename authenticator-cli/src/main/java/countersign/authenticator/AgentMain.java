package countersign.authenticator;

import countersign.vault.VaultKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that an unlocked vault's session agent is. What it needs comes by standard input,
 * since a command line and an environment can be read by others and a file stays.
 */
final class AgentMain {
    static final String READY = "ready";

    private AgentMain() {}

    /** What the agent is told, a line each: socket, end, key, profiles. */
    record Orders(AgentSocket socket, Instant until, VaultKey key, List<String> allowed) {
        Orders {
            allowed = List.copyOf(allowed);
        }

        /** For the pipe to the process alone: it holds the key. */
        String revealForPipe() {
            var lines =
                    new ArrayList<>(
                            List.of(
                                    socket.path().toString(),
                                    until.toString(),
                                    key.revealForKeeping()));
            lines.addAll(allowed);
            return String.join("\n", lines) + "\n";
        }

        static Orders read(Reader in) throws IOException {
            List<String> lines = new BufferedReader(in).lines().toList();
            if (lines.size() < 3) {
                throw new IOException("the agent was told nothing");
            }
            return new Orders(
                    new AgentSocket(Path.of(lines.get(0))),
                    Instant.parse(lines.get(1)),
                    VaultKey.parse(lines.get(2)),
                    lines.subList(3, lines.size()));
        }

        Agent agent(Surroundings.Time time) throws IOException {
            return new Agent(socket, key, allowed, until, time);
        }

        @Override
        public String toString() {
            return "Orders[" + socket + ", until " + until + "]";
        }
    }

    public static void main(String[] args) {
        PrintStream out = System.out;
        var time = new SystemTime();
        try {
            Orders orders = Orders.read(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try (Agent agent = orders.agent(time)) {
                Duration life = Duration.between(time.now(), orders.until());
                endAfter(agent, () -> time.waitUntil(orders.until()));
                // A clock that is set back must not lengthen it.
                endAfter(agent, () -> sleep(life));
                out.println(READY);
                out.close();
                agent.serve();
            }
        } catch (CommandFailure | IOException e) {
            out.println(e.getMessage());
            out.flush();
            System.exit(1);
        }
        System.exit(0);
    }

    private static void endAfter(Agent agent, Runnable wait) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    wait.run();
                    agent.close();
                });
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.isNegative() ? Duration.ZERO : duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
