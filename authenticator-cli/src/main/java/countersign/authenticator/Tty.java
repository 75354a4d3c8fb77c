package countersign.authenticator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A setting of the terminal, which {@link #close}, or the end of the process, takes back. */
final class Tty implements AutoCloseable {
    static final Path PATH = Path.of("/dev/tty");

    private final Optional<String> before;
    private final Thread restore = new Thread(this::restore);

    private Tty(String... settings) {
        if (settings.length == 0) {
            before = Optional.empty();
            return;
        }
        before = stty("-g");
        if (before.isEmpty()) {
            throw new CommandFailure("stty is needed, and does not run");
        }
        Runtime.getRuntime().addShutdownHook(restore);
        stty(settings);
    }

    private void restore() {
        before.ifPresent(Tty::stty);
    }

    static Tty asItIs() {
        return new Tty();
    }

    /** Nothing that is typed is shown. */
    static Tty unseen() {
        return new Tty("-echo");
    }

    /** Each key is read when it is pressed, and not shown; a reading without any ends at once. */
    static Tty unbuffered() {
        return new Tty("-icanon", "-echo", "min", "0", "time", "0");
    }

    /** From now on a reading waits for a key. */
    void waitForKeys() {
        stty("min", "1");
    }

    /** As {@link #unbuffered}, but a reading waits a fifth of a second for a key. */
    static Tty polled() {
        return new Tty("-icanon", "-echo", "min", "0", "time", "2");
    }

    /** What stty says; empty when it fails. */
    static Optional<String> stty(String... words) {
        var command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(PATH.toFile())
                            .redirectError(Redirect.DISCARD)
                            .start();
            try (var said =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.US_ASCII))) {
                String line = said.readLine();
                return process.waitFor() == 0
                        ? Optional.of(line == null ? "" : line)
                        : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException e) {
            // The process ends, and the hook has run or will.
        }
    }
}
