package countersign.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs our programs as a user does: processes of their own, with the class path of this build. */
final class Program {
    static final String SERVER = "countersign.server.Main";
    static final String AUTHENTICATOR = "countersign.authenticator.Main";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Program() {}

    /** What a command came to. */
    record Result(int status, String out, String err) {
        /** Standard output of a command that must have succeeded. */
        String ok() {
            if (status != 0) throw new AssertionError("exit " + status + ": " + err);
            return out;
        }
    }

    static ProcessBuilder builder(
            String main, Map<String, String> environment, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(command(main, words));
        builder.environment().putAll(environment);
        return builder;
    }

    private static List<String> command(String main, List<String> words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main));
        command.addAll(words);
        return command;
    }

    /** Runs a command to its end. */
    static Result run(
            String main, Map<String, String> environment, String input, List<String> words) {
        return finish(builder(main, environment, words), input);
    }

    /** Runs a command on a pseudo-terminal, and types {@code answers} one by one when it asks. */
    static Result onATerminal(
            String main,
            Map<String, String> environment,
            List<String> answers,
            List<String> words) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("python3", resource("on_a_terminal.py").toString()));
        all.addAll(command(main, words));
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().putAll(environment);
        return finish(builder, String.join("\n", answers));
    }

    private static Path resource(String name) {
        try {
            return Path.of(Program.class.getResource("/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    private static Result finish(ProcessBuilder builder, String input) {
        List<String> words = builder.command();
        try {
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            StringBuilder err = new StringBuilder();
            Thread reader =
                    Thread.ofVirtual().start(() -> err.append(text(process.getErrorStream())));
            String out = text(process.getInputStream());
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(words + " did not end");
            }
            reader.join();
            return new Result(process.exitValue(), out, err.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("running " + words, e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while running " + words, e);
        }
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static BufferedReader lines(java.io.InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}
