package countersign.authenticator;

import countersign.otp.Hotp;
import countersign.otp.Timed;
import countersign.vault.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The list with codes and bars that run down, until q. A frame is a pure function of the accounts,
 * the time and the size of the terminal.
 */
final class LiveList {
    private static final String EIGHTHS = " \u258f\u258e\u258d\u258c\u258b\u258a\u2589";
    private static final char FULL = '\u2588';
    private static final int WIDEST_BAR = 30;
    private static final int NARROWEST_BAR = 6;
    private static final int SECONDS_COLUMNS = 6;

    private final List<Entry> entries;
    private int scrolled;

    LiveList(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Shows frames until q is pressed; the same frame is not shown twice. */
    void run(Surroundings.Screen screen, Surroundings.Time time) {
        List<String> shown = List.of();
        while (true) {
            List<String> frame = frame(time.now(), screen.columns(), screen.rows());
            if (!frame.equals(shown)) {
                screen.show(frame);
                shown = frame;
            }
            switch (screen.key()) {
                case 'q', 'Q' -> {
                    return;
                }
                case 'j' -> scrolled++;
                case 'k' -> scrolled--;
                default -> {}
            }
        }
    }

    /** At most {@code rows} lines of at most {@code columns} columns each. */
    List<String> frame(Instant now, int columns, int rows) {
        int room = Math.max(1, rows - 1);
        scrolled = Math.clamp(scrolled, 0, Math.max(0, entries.size() - room));
        List<Entry> visible = entries.subList(scrolled, Math.min(entries.size(), scrolled + room));
        int codes = entries.stream().mapToInt(one -> code(one, now).length()).max().orElse(0);
        int names = entries.stream().mapToInt(one -> Columns.of(one.name())).max().orElse(0);
        int others = codes + SECONDS_COLUMNS + 4;
        int name = Math.clamp(names, 1, Math.max(8, columns - others));
        int bar = Math.min(WIDEST_BAR, columns - name - others - 2);
        var frame = new ArrayList<String>();
        for (Entry entry : visible) {
            frame.add(Columns.cut(line(entry, now, name, codes, bar), columns));
        }
        if (rows > 1) {
            frame.add(Columns.cut(footer(visible.size()), columns));
        }
        return frame;
    }

    private String footer(int visible) {
        return visible == entries.size()
                ? "q ends"
                : "%d to %d of %d; j and k scroll, q ends"
                        .formatted(scrolled + 1, scrolled + visible, entries.size());
    }

    private static String line(Entry entry, Instant now, int name, int codes, int bar) {
        String start =
                Columns.fill(Columns.cut(entry.name(), name), name)
                        + "  "
                        + Columns.fill(code(entry, now), codes);
        if (!(entry.account().method() instanceof Timed timed)) {
            return start.stripTrailing();
        }
        Duration left = Duration.between(now, timed.startOf(timed.stepAt(now) + 1));
        long seconds = StepClaim.seconds(now, now.plus(left));
        String end = "  " + " ".repeat(Math.max(0, 3 - digits(seconds))) + seconds + " s";
        if (bar < NARROWEST_BAR) {
            return start + end;
        }
        double share = left.toMillis() / 1000.0 / timed.periodSeconds();
        return start + end + "  " + bar(share, bar);
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    /** To an eighth of a column. */
    private static String bar(double share, int columns) {
        int eighths = (int) Math.ceil(share * columns * 8);
        String bar = String.valueOf(FULL).repeat(eighths / 8);
        return eighths % 8 == 0 ? bar : bar + EIGHTHS.charAt(eighths % 8);
    }

    /** In two groups, as it is read out. Of a counter no code is shown: it would be spent. */
    private static String code(Entry entry, Instant now) {
        return switch (entry.account().method()) {
            case Hotp hotp -> "counter " + hotp.counter();
            case Timed timed -> grouped(timed.shownAt(entry.account().seed(), timed.stepAt(now)));
        };
    }

    private static String grouped(String code) {
        int half = code.length() / 2;
        return code.length() % 2 == 1 || half < 3
                ? code
                : code.substring(0, half) + " " + code.substring(half);
    }
}
