package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.Seed;
import countersign.vault.Argon2Cost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A command line with everything around it: what was typed, and what both outputs said. */
abstract class Transcript {
    static final String KEY = "V2NFI2CRKFCMZJD232ONV5OLVPN5H3ZO2553QHFPXJK4BJN4X3JBYEQ6DJSBXE7H";
    static final Argon2Cost CHEAP = new Argon2Cost(1, 8 * 1024, 1);
    static final Seed SEED = Seed.parseBase32(KEY);

    /** The codes of 1735689599 and of the second after it are 774016 and 651196. */
    static final Instant LAST_SECOND_OF_A_STEP = Instant.ofEpochSecond(1_735_689_599);

    @TempDir Path home;
    final Map<String, String> environment = new HashMap<>();
    final Deque<String> typed = new ArrayDeque<>();
    final List<String> told = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<String> copied = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    final List<Duration> waits = new ArrayList<>();
    Instant now = LAST_SECOND_OF_A_STEP;
    boolean hasTerminal = false;
    boolean hasClipboard = false;
    boolean showsOutput = false;

    /** What the screen showed, a frame each, and the keys that were pressed, one after each. */
    final List<List<String>> frames = new ArrayList<>();

    final Deque<Character> keys = new ArrayDeque<>();
    Duration betweenKeys = Duration.ofMillis(200);
    int columns = 60;
    int rows = 10;
    String out = "";
    String err = "";

    @BeforeEach
    void givePassphrase() {
        environment.put("COUNTERSIGN_VAULT_PASSPHRASE", "correct horse");
    }

    void add(String name) {
        assertThat(pipe(KEY, "add", name, "--secret", "-")).as(err).isZero();
    }

    int run(String... arguments) {
        return pipe("", arguments);
    }

    int pipe(String input, String... arguments) {
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        environment,
                        home,
                        new Surroundings.Streams(
                                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                                new PrintStream(errBytes, true, StandardCharsets.UTF_8)),
                        new MovedTime(),
                        new TypedTerminal(),
                        this::copy,
                        this::startAgent,
                        new SecureRandom(),
                        CHEAP);
        int status = Authenticator.run(surroundings, arguments);
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    /** In this process, by the time of the test; what it leaves running ends with the test. */
    private void startAgent(AgentMain.Orders orders) {
        try {
            var piped = AgentMain.Orders.read(new StringReader(orders.revealForPipe()));
            Agent agent = piped.agent(new MovedTime());
            agents.add(agent);
            Thread.ofVirtual().start(agent::serve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void endAgents() {
        agents.forEach(Agent::close);
    }

    boolean copy(String text, Duration lifetime) {
        if (hasClipboard) {
            copied.add(text);
        }
        return hasClipboard;
    }

    Path vault() {
        return home.resolve(".local/share/countersign/vault");
    }

    /** Waiting moves it, at once. */
    private final class MovedTime implements Surroundings.Time {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void waitUntil(Instant instant) {
            waits.add(Duration.between(now, instant));
            now = instant;
        }
    }

    private final class TypedTerminal implements Surroundings.Terminal {
        @Override
        public boolean canAsk() {
            return hasTerminal;
        }

        @Override
        public boolean isInputTyped() {
            return hasTerminal;
        }

        @Override
        public boolean showsProgress() {
            return hasTerminal;
        }

        @Override
        public boolean showsOutput() {
            return showsOutput;
        }

        @Override
        public Surroundings.Screen screen() {
            return new PaperScreen();
        }

        @Override
        public char[] readHidden(String prompt) {
            asked.add(prompt);
            return typed.remove().toCharArray();
        }

        @Override
        public String readLine(String prompt) {
            return typed.remove();
        }

        @Override
        public char readKey(String prompt) {
            told.add(prompt);
            return typed.remove().charAt(0);
        }

        @Override
        public void tell(String line) {
            told.add(line);
        }
    }

    /** Keeps every frame; the time goes on while it waits for a key. */
    private final class PaperScreen implements Surroundings.Screen {
        @Override
        public int columns() {
            return columns;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public void show(List<String> lines) {
            frames.add(List.copyOf(lines));
        }

        @Override
        public char key() {
            now = now.plus(betweenKeys);
            return keys.remove();
        }

        @Override
        public void close() {
            frames.add(List.of());
        }
    }
}
