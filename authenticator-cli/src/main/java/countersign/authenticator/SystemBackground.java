package countersign.authenticator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the session agent as a process that outlives the command and its terminal. */
final class SystemBackground implements Surroundings.Background {
    /** Whoever may debug a process may read its memory: not by Java's own ways. */
    private static final List<String> FLAGS =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xms8m",
                    "-Xmx32m",
                    "-XX:+DisableAttachMechanism",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:-UsePerfData");

    @Override
    public void start(AgentMain.Orders orders) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        // A shell, since what it ignores its successor ignores, too: no hang-up, no Ctrl-C.
        var command =
                new ArrayList<>(
                        List.of("sh", "-c", "trap '' HUP INT; ulimit -c 0; exec \"$@\"", "sh"));
        command.add(java.toString());
        command.addAll(FLAGS);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), AgentMain.class.getName()));
        var builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.directory(Path.of("/").toFile());
        builder.environment().remove("COUNTERSIGN_VAULT_PASSPHRASE");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        try {
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(orders.revealForPipe().getBytes(StandardCharsets.UTF_8));
            }
            try (var out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                String said = out.readLine();
                if (!AgentMain.READY.equals(said)) {
                    throw new CommandFailure(
                            said == null ? "the session agent did not start" : said);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure("the session agent cannot be started");
        }
    }
}
