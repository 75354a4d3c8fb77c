package countersign.authenticator;

import java.io.Console;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that the command was started from, also when its standard input or output is a pipe:
 * then {@code /dev/tty} is asked.
 */
final class SystemTerminal implements Surroundings.Terminal {
    private static final int LONGEST_LINE = 4096;

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

    @Override
    public boolean showsOutput() {
        return isTerminal(1);
    }

    @Override
    public Surroundings.Screen screen() {
        return new SystemScreen();
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

    /** What was typed before the question is no answer to it. */
    @Override
    public char readKey(String prompt) {
        try (var setting = Tty.unbuffered();
                var tty = Files.newInputStream(Tty.PATH)) {
            byte[] before = new byte[1024];
            int dropped;
            do {
                dropped = tty.read(before);
            } while (dropped > 0);
            setting.waitForKeys();
            show(prompt);
            int key = tty.read();
            show("\n");
            return key < 0 ? 0 : (char) key;
        } catch (IOException e) {
            throw new CommandFailure("the terminal cannot be read");
        }
    }

    @Override
    public void tell(String line) {
        show(line + "\n");
    }

    /** On the terminal itself: who runs this command may keep both of its outputs. */
    private static void show(String text) {
        try (var tty = Files.newOutputStream(Tty.PATH)) {
            tty.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandFailure("the terminal cannot be written to");
        }
    }

    @SuppressWarnings("SystemConsoleNull") // with JDK 25's own console it does return null
    private static @Nullable Console console() {
        Console console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }

    private static boolean hasTty() {
        try (Reader _ = Files.newBufferedReader(Tty.PATH)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static char[] readFromTty(String prompt, boolean hidden) {
        show(prompt);
        try (var _ = hidden ? Tty.unseen() : Tty.asItIs();
                Reader tty = Files.newBufferedReader(Tty.PATH)) {
            return readLine(tty);
        } catch (IOException e) {
            throw new CommandFailure("the terminal cannot be read");
        } finally {
            if (hidden) {
                show("\n");
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
}
