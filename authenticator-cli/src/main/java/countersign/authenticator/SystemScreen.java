package countersign.authenticator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/**
 * The terminal's second screen, so that codes do not stay in its memory of lines. A frame is one
 * writing over the one before, without clearing first: nothing flickers.
 */
final class SystemScreen implements Surroundings.Screen {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String BEGIN = "\u001b[?2026h\u001b[H";
    private static final String END = "\u001b[J\u001b[?2026l";
    private static final String TO_END_OF_LINE = "\u001b[K";
    private static final Duration MEASURED_AGAIN = Duration.ofSeconds(1);

    private final Tty setting = Tty.polled();
    private final Thread leave = new Thread(this::leave);
    private final OutputStream out;
    private final InputStream in;
    private int columns = 80;
    private int rows = 24;
    private long measuredNanos;

    SystemScreen() {
        try {
            out = Files.newOutputStream(Tty.PATH);
            in = Files.newInputStream(Tty.PATH);
        } catch (IOException e) {
            throw new CommandFailure("the terminal cannot be read");
        }
        measure();
        Runtime.getRuntime().addShutdownHook(leave);
        write(ENTER);
    }

    @Override
    public int columns() {
        if (System.nanoTime() - measuredNanos > MEASURED_AGAIN.toNanos()) {
            measure();
        }
        return columns;
    }

    @Override
    public int rows() {
        return rows;
    }

    private void measure() {
        measuredNanos = System.nanoTime();
        String[] size = Tty.stty("size").orElse("").split(" ", -1);
        if (size.length == 2
                && size[0].matches("[1-9]\\d{0,4}")
                && size[1].matches("[1-9]\\d{0,4}")) {
            rows = Integer.parseInt(size[0]);
            columns = Integer.parseInt(size[1]);
        }
    }

    @Override
    public void show(List<String> lines) {
        // A line that is as wide as the terminal would push the cursor on, hence no end of line
        // after the last one.
        write(BEGIN + String.join(TO_END_OF_LINE + "\r\n", lines) + TO_END_OF_LINE + END);
    }

    @Override
    public char key() {
        byte[] pressed = new byte[16];
        try {
            int bytes = in.read(pressed);
            String keys =
                    bytes <= 0 ? "" : new String(pressed, 0, bytes, StandardCharsets.US_ASCII);
            return switch (keys) {
                case "" -> 0;
                case "\u001b[A", "\u001bOA" -> 'k';
                case "\u001b[B", "\u001bOB" -> 'j';
                default -> keys.charAt(0);
            };
        } catch (IOException e) {
            // The terminal is gone.
            return 'q';
        }
    }

    private void leave() {
        write(LEAVE);
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // Nobody looks any more; the next key says so.
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(leave);
            leave();
        } catch (IllegalStateException e) {
            // The process ends, and the hook leaves.
        }
        setting.close();
    }
}
