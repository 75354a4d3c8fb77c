package countersign.authenticator;

import countersign.vault.Argon2Cost;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** All that a command meets outside itself, so that a test can be all of it. */
record Surroundings(
        Map<String, String> environment,
        Path home,
        Streams streams,
        Time time,
        Terminal terminal,
        Clipboard clipboard,
        Background background,
        RandomGenerator random,
        Argon2Cost newVaultCost) {

    record Streams(InputStream in, PrintStream out, PrintStream err) {}

    /** A clock that one can wait for. */
    interface Time {
        Instant now();

        void waitUntil(Instant instant);
    }

    /** The person at the keyboard, when there is one. */
    interface Terminal {
        /** Whether there is somebody to ask. */
        boolean canAsk();

        /** Whether standard input is typed, rather than a pipe or a file. */
        boolean isInputTyped();

        /** Whether somebody sees what goes to standard error. */
        boolean showsProgress();

        /** Whether somebody sees what goes to standard output. */
        boolean showsOutput();

        /** What was typed without showing it; the caller wipes it. */
        char[] readHidden(String prompt);

        /** The line that was typed. */
        String readLine(String prompt);

        /** The one key that was pressed. */
        char readKey(String prompt);

        /** Shows a line, also when both outputs are pipes. */
        void tell(String line);

        /** The whole of the terminal, until it is closed. */
        Screen screen();
    }

    /** A terminal that is drawn on. */
    interface Screen extends AutoCloseable {
        int columns();

        int rows();

        /** Puts these lines in the place of what was there. */
        void show(List<String> lines);

        /** The key that is pressed within a fraction of a second, an arrow as j or k; else 0. */
        char key();

        @Override
        void close();
    }

    interface Clipboard {
        /** Puts text there and takes it away later; false when this machine has no clipboard. */
        boolean copy(String text, Duration lifetime);
    }

    interface Background {
        /** Starts a session agent that outlives this command; it listens when this returns. */
        void start(AgentMain.Orders orders);
    }
}
