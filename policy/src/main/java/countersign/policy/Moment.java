package countersign.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time, as conditions write it: ISO 8601 (any length from the year on; UTC when no
 * offset is there) or seconds since the epoch.
 */
record Moment(long epochSecond, int nanos) implements Comparable<Moment> {
    private static final Comparator<Moment> IN_TIME =
            Comparator.comparingLong(Moment::epochSecond).thenComparingInt(Moment::nanos);
    private static final Pattern EPOCH = Pattern.compile("[0-9]{1,19}");
    private static final Pattern ISO =
            Pattern.compile(
                    "(-?[0-9]{1,9})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?"
                            + "(?:[tT](?:([0-9]{1,2})(?::([0-9]{1,2})"
                            + "(?::([0-9]{1,2})(?:\\.([0-9]{1,9}))?)?)?"
                            + "(?:[zZ]|([+-])([0-9]{2})(?::?([0-9]{2}))?)?)?)?");

    static Optional<Moment> parse(String text) {
        try {
            if (EPOCH.matcher(text).matches()) {
                return Optional.of(new Moment(Long.parseLong(text), 0));
            }
            Matcher matcher = ISO.matcher(text);
            return matcher.matches() ? Optional.of(iso(matcher)) : Optional.empty();
        } catch (NumberFormatException | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Moment iso(Matcher found) {
        LocalDate date =
                LocalDate.of(number(found, 1, 0), number(found, 2, 1), number(found, 3, 1));
        LocalTime time =
                LocalTime.of(number(found, 4, 0), number(found, 5, 0), number(found, 6, 0));
        long second = date.toEpochSecond(time, ZoneOffset.UTC) - offsetSeconds(found);
        return new Moment(second, nanos(found));
    }

    private static int offsetSeconds(Matcher found) {
        LocalTime size = LocalTime.of(number(found, 9, 0), number(found, 10, 0));
        return "-".equals(found.group(8)) ? -size.toSecondOfDay() : size.toSecondOfDay();
    }

    private static int nanos(Matcher found) {
        String fraction = Optional.ofNullable(found.group(7)).orElse("");
        return Integer.parseInt((fraction + "000000000").substring(0, 9));
    }

    private static int number(Matcher found, int group, int otherwise) {
        return Optional.ofNullable(found.group(group)).map(Integer::parseInt).orElse(otherwise);
    }

    @Override
    public int compareTo(Moment other) {
        return IN_TIME.compare(this, other);
    }
}
