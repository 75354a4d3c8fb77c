package countersign.aws.query;

import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/** How AWS reads values that are not text; what it does not read is MalformedInput. */
final class Scalars {
    /** AWS's own text for IAM is not known; STS sends none. */
    private static final String MALFORMED = "A parameter does not have the form of its type.";

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,40}");
    private static final int LONGEST = 40;

    private Scalars() {}

    static Object string(String text) {
        return text;
    }

    /** Leading zeros and a plus are fine; blanks, a point or an exponent are not. */
    static Object integer(String text) {
        long value = whole(text);
        if (value != (int) value) {
            throw malformed();
        }
        return (int) value;
    }

    static Object longInteger(String text) {
        return whole(text);
    }

    private static long whole(String text) {
        if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
            throw malformed();
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    static Object bool(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw malformed();
        };
    }

    static Object instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return epochSeconds(text);
        }
    }

    private static Instant epochSeconds(String text) {
        try {
            return Instant.ofEpochSecond(whole(text));
        } catch (DateTimeException e) {
            throw malformed();
        }
    }

    static Object bytes(String text) {
        try {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static ApiFault malformed() {
        return new ApiFault(ErrorCode.MALFORMED_INPUT, MALFORMED);
    }
}
