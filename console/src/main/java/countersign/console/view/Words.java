package countersign.console.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Instants and keys, spelled for people. */
public final class Words {
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Words() {}

    public static String minutes(Instant instant) {
        return MINUTES.format(instant);
    }

    public static String seconds(Instant instant) {
        return SECONDS.format(instant);
    }

    /** A secret key in groups of four. */
    public static List<String> inFours(String key) {
        return List.of(key.split("(?<=\\G.{4})"));
    }

    /** How far a device's clock is from ours. */
    public static String drift(long steps) {
        if (steps == 0) return "in step";
        long seconds = Math.abs(steps) * 30;
        var much = seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
        return much + (steps < 0 ? " slow" : " fast");
    }

    /** The name in the ARN of a managed policy. */
    public static String policyName(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    public static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
