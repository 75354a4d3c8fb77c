package countersign.vault.exchange;

import countersign.otp.HashFunction;
import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.OtpMethod;
import countersign.otp.Seed;
import countersign.otp.Steam;
import countersign.otp.Totp;
import countersign.vault.Notes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** An account as other programs write it, field by field, to be checked and put together. */
final class Raw {
    private static final Pattern ALGORITHM = Pattern.compile("(?:HMAC-?)?SHA-?(1|256|512)");

    private final String issuer;
    private final String account;
    private String type = "totp";
    private String algorithm = "SHA1";
    private long digits = Totp.STANDARD.digits();
    private long period = Totp.STANDARD.periodSeconds();
    private long counter = 0;
    private String note = "";
    private Collection<String> tags = List.of();
    private final List<String> warnings = new ArrayList<>();

    Raw(String issuer, String account) {
        this.issuer = plain("issuer", issuer);
        this.account = plain("account", account);
    }

    Raw type(String value) {
        type = value.toLowerCase(Locale.ROOT);
        return this;
    }

    Raw algorithm(String value) {
        algorithm = value;
        return this;
    }

    Raw digits(long value) {
        digits = value;
        return this;
    }

    Raw period(long value) {
        period = value;
        return this;
    }

    Raw counter(long value) {
        counter = value;
        return this;
    }

    Raw notes(String newNote, Collection<String> newTags) {
        note = newNote;
        tags = newTags;
        return this;
    }

    Found found(Seed seed) {
        var uri = new OtpAuthUri(issuer, account, method(), seed, Map.of());
        return Found.of(uri, notes(note, tags, warnings), warnings);
    }

    private OtpMethod method() {
        return switch (type) {
            case "totp" -> new Totp(hash(), small(digits), small(period));
            case "hotp" -> new Hotp(hash(), small(digits), counter);
            case "steam" -> steam();
            default ->
                    throw new ExchangeException(
                            "accounts of the type \"" + brief(type) + "\" are not supported");
        };
    }

    private Steam steam() {
        var steam = new Steam();
        if (hash() != steam.hash() || period != steam.periodSeconds()) {
            throw new ExchangeException("Steam's codes are made with SHA1, every 30 seconds");
        }
        return steam;
    }

    private HashFunction hash() {
        var form = ALGORITHM.matcher(algorithm.toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw new ExchangeException(
                    "the algorithm \"" + brief(algorithm) + "\" is not supported");
        }
        return HashFunction.valueOf("SHA" + form.group(1));
    }

    /** What does not fit is refused where it is used. */
    private static int small(long number) {
        return number == (int) number ? (int) number : -1;
    }

    /** What does not fit into a vault stays behind whole, and is said. */
    static Notes notes(String note, Collection<String> tags, List<String> warnings) {
        // One too many is enough to be refused.
        List<String> distinct = tags.stream().distinct().limit(Notes.MOST_TAGS + 1).toList();
        try {
            return Notes.of(note, distinct);
        } catch (IllegalArgumentException e) {
            warnings.add("its note and tags stay behind: " + e.getMessage());
            return Notes.NONE;
        }
    }

    private String plain(String what, String text) {
        String plain = plain(text);
        if (!plain.equals(text)) {
            warnings.add("control characters were removed from the " + what);
        }
        return plain.strip();
    }

    static String plain(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isTreacherous(c)).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Controls move the cursor, line separators forge lines, bidi overrides reorder the rest. */
    private static boolean isTreacherous(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    /** For a message. */
    static String brief(String text) {
        String plain = plain(text);
        return plain.length() <= 64 ? plain : plain.substring(0, 64) + "...";
    }

    /** For a report: what its owner knows it by. */
    static String label(String issuer, String account, int number) {
        String separator = issuer.isBlank() || account.isBlank() ? "" : ": ";
        String both = issuer + separator + account;
        return both.isBlank() ? "number " + number : brief(both.strip());
    }
}
