package countersign.authenticator;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time as people type them: {@code 90s}, {@code 15m}, {@code 8h}. */
final class Lengths implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smh])");

    @Override
    public Duration convert(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("wants a length of time such as 90s, 15m or 8h");
        }
        ChronoUnit unit =
                switch (matcher.group(2)) {
                    case "s" -> ChronoUnit.SECONDS;
                    case "m" -> ChronoUnit.MINUTES;
                    default -> ChronoUnit.HOURS;
                };
        return Duration.of(Long.parseLong(matcher.group(1)), unit);
    }
}
