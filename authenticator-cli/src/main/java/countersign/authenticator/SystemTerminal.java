package countersign.authenticator;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the command was started from, also when its standard input or output is a pipe:
 * then {@code /dev/tty} is asked.
 */
final class SystemTerminal implements Surroundings.Terminal {
    private static final Path TTY = Path.of("/dev/tty");
    private static final int LONGEST_LINE = 4096;

    private final PrintStream err;

    SystemTerminal(PrintStream err) {
        this.err = err;
    }

    @Override
    public boolean canAsk() {
        return console() != null || hasTty();
    }

    /** By its device, since Java says only whether input and output are both a terminal. */
    @Override
    public boolean isInputTyped() {
        return console() != null || isTerminal(0);
    }

    @Override
    public boolean showsProgress() {
        return isTerminal(2);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            Path behind = Path.of("/dev/fd/" + descriptor).toRealPath();
            return behind.startsWith("/dev") && !behind.equals(Path.of("/dev/null"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public char[] readHidden(String prompt) {
        Console console = console();
        if (console == null) {
            return readFromTty(prompt, true);
        }
        char[] typed = console.readPassword("%s", prompt);
        return typed == null ? new char[0] : typed;
    }

    @Override
    public String readLine(String prompt) {
        return new String(readFromTty(prompt, false));
    }

    @SuppressWarnings("SystemConsoleNull") // with JDK 25's own console it does return null
    private static @Nullable Console console() {
        Console console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }

    private static boolean hasTty() {
        try (Reader _ = Files.newBufferedReader(TTY)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private char[] readFromTty(String prompt, boolean hidden) {
        Thread restore = new Thread(() -> stty("echo"));
        try (Reader tty = Files.newBufferedReader(TTY)) {
            err.print(prompt);
            err.flush();
            if (hidden) {
                Runtime.getRuntime().addShutdownHook(restore);
                stty("-echo");
            }
            return readLine(tty);
        } catch (IOException e) {
            throw new CommandFailure("the terminal cannot be read");
        } finally {
            if (hidden) {
                stty("echo");
                Runtime.getRuntime().removeShutdownHook(restore);
                err.println();
            }
        }
    }

    private static char[] readLine(Reader tty) throws IOException {
        char[] line = new char[LONGEST_LINE];
        int length = 0;
        for (int c = tty.read(); c >= 0 && c != '\n' && length < LONGEST_LINE; c = tty.read()) {
            line[length++] = (char) c;
        }
        char[] typed = Arrays.copyOf(line, length);
        Arrays.fill(line, ' ');
        return typed;
    }

    private static void stty(String setting) {
        try {
            new ProcessBuilder("stty", setting)
                    .redirectInput(TTY.toFile())
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new CommandFailure("stty is needed to hide what is typed, and cannot be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
