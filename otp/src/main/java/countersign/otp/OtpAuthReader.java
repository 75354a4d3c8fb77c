package countersign.otp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one otpauth URI, once. Split first, decoded afterwards, each part once: an issuer may hold
 * an encoded {@code &}, {@code ?} or {@code #}. By hand, since URI classes differ on where the type
 * of such a URI stands.
 */
final class OtpAuthReader {
    private static final int MOST_CHARACTERS = 4096;
    private static final int FEWEST_COMFORTABLE_BYTES = 10;
    private static final Pattern START =
            Pattern.compile("(?:apple-)?otpauth:(?://)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALGORITHM =
            Pattern.compile("(?:ALGORITHM\\.)?(?:HMAC-?)?SHA-?(1|256|512)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
    private static final List<String> KNOWN =
            List.of("secret", "issuer", "algorithm", "digits", "period", "counter", "image");

    private static final List<String> TYPES = List.of("totp", "hotp", "steam");
    private static final List<String> STEAM = List.of("steam", "encoder");

    private static final String NOT_UTF8 = "some characters could not be read and were replaced";

    private final List<String> warnings = new ArrayList<>();

    /** The parts of a URI as they stand in it, nothing decoded. */
    private record Parts(String type, String label, String query) {}

    /** A label decoded: its halves, and the whole of it. */
    private record Label(String issuer, String account, String whole) {}

    OtpAuthUri.Reading read(String text) {
        String body = withoutScheme(text.replace("\ufeff", "").strip());
        Parts parts = split(body);
        Map<String, String> query = parameters(parts.query());
        if (!query.containsKey("secret") && body.indexOf('#') >= 0) {
            warnings.add("an unescaped # was taken for part of a name");
            parts = split(body.replace("#", "%23"));
            query = parameters(parts.query());
        }
        OtpMethod method = method(parts.type(), query);
        Seed seed = seed(query);
        Label label = label(parts.label());
        String issuer = issuer(query, label);
        var uri =
                new OtpAuthUri(
                        plain("issuer", issuer),
                        plain("account", account(label, issuer)),
                        method,
                        seed,
                        extras(query, method));
        warnOfOddities(uri);
        return new OtpAuthUri.Reading(uri, warnings);
    }

    private static String withoutScheme(String uri) {
        if (uri.length() > MOST_CHARACTERS) {
            throw new OtpFormatException("the URI has more than 4096 characters");
        }
        Matcher start = START.matcher(uri);
        if (!start.lookingAt()) {
            throw new OtpFormatException("not an otpauth URI: it begins with no otpauth://");
        }
        return uri.substring(start.end());
    }

    private static Parts split(String body) {
        String path = before(before(body, '#'), '?');
        String query = after(before(body, '#'), '?');
        int slash = path.indexOf('/');
        String type = before(path, '/').toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw new OtpFormatException(
                    "accounts of the type \"" + Plain.brief(type) + "\" are not supported");
        }
        if (slash < 0) {
            throw new OtpFormatException("the URI has no name: a / is missing after " + type);
        }
        return new Parts(type, path.substring(slash + 1), query);
    }

    /** Values are left encoded; of a name that comes twice the first counts. */
    private Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (String piece : query.split("&", -1)) {
            if (!piece.isEmpty()) {
                String name = knownName(decode(before(piece, '=')));
                if (parameters.putIfAbsent(name, after(piece, '=')) != null) {
                    warnings.add(
                            "the parameter "
                                    + Plain.brief(name)
                                    + " is there twice: the first counts");
                }
            }
        }
        return parameters;
    }

    private String knownName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!KNOWN.contains(lower)) {
            return name;
        }
        if (!lower.equals(name)) {
            warnings.add("the parameter " + lower + " is not in small letters");
        }
        return lower;
    }

    private OtpMethod method(String type, Map<String, String> query) {
        boolean steam =
                type.equals("steam")
                        || "steam".equalsIgnoreCase(query.get("encoder"))
                        || query.containsKey("steam");
        if (steam) {
            return steam(type, query);
        }
        HashFunction hash = hash(query);
        int digits = Math.toIntExact(number(query, "digits", 1, 10, Totp.STANDARD.digits()));
        if (type.equals("hotp")) {
            return new Hotp(hash, digits, counter(query));
        }
        long period = number(query, "period", 1, 86_400, Totp.STANDARD.periodSeconds());
        return new Totp(hash, digits, Math.toIntExact(period));
    }

    /** Its hash and length are always the same, whatever other programs write beside it. */
    private OtpMethod steam(String type, Map<String, String> query) {
        var steam = new Steam();
        if (type.equals("hotp")
                || number(query, "period", 1, 86_400, steam.periodSeconds())
                        != steam.periodSeconds()) {
            throw new OtpFormatException("Steam's codes change every 30 seconds");
        }
        return steam;
    }

    private long counter(Map<String, String> query) {
        if (!query.containsKey("counter")) {
            warnings.add("the URI has no counter: 0 is a guess, ask whoever gave it");
        }
        return number(query, "counter", 0, Long.MAX_VALUE, 0);
    }

    private HashFunction hash(Map<String, String> query) {
        String name = decode(query.getOrDefault("algorithm", "SHA1"));
        Matcher form = ALGORITHM.matcher(name.toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw new OtpFormatException(
                    "the algorithm \"" + Plain.brief(name) + "\" is not supported");
        }
        return HashFunction.valueOf("SHA" + form.group(1));
    }

    private long number(Map<String, String> query, String name, long least, long most, long usual) {
        String text = decode(query.getOrDefault(name, Long.toString(usual)));
        if (NUMBER.matcher(text).matches()) {
            // Nineteen digits fit an unsigned long; above 2^63 - 1 it is negative.
            long number = Long.parseUnsignedLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new OtpFormatException(name + " must be a number from " + least + " to " + most);
    }

    private Seed seed(Map<String, String> query) {
        String encoded = query.get("secret");
        if (encoded == null) {
            throw new OtpFormatException("the URI has no secret");
        }
        String key = decode(encoded.replace('+', ' '));
        Seed seed = Seed.parseBase32(key);
        if (Base32.hasLeftover(key)) {
            warnings.add("the key's last character says more than fits: is the key complete?");
        }
        return seed;
    }

    /** A literal colon ends the issuer; an encoded one does when there is no literal one. */
    private Label label(String raw) {
        int colon = raw.indexOf(':');
        if (colon < 0) {
            String whole = decode(raw);
            int encoded = whole.indexOf(':');
            return encoded < 0 ? new Label("", whole, whole) : halves(whole, encoded);
        }
        String issuer = decode(raw.substring(0, colon));
        return halves(issuer + ":" + decode(raw.substring(colon + 1)), issuer.length());
    }

    private static Label halves(String whole, int colon) {
        String issuer = whole.substring(0, colon).strip();
        String account = whole.substring(colon + 1).strip();
        return new Label(issuer, account, issuer + ":" + account);
    }

    /** The parameter's, and the label's without one. */
    private String issuer(Map<String, String> query, Label label) {
        String raw = query.getOrDefault("issuer", "");
        // Form encoders write a space as +; a label that says otherwise decides.
        String plus = decode(raw).strip();
        String space = raw.indexOf('+') < 0 ? plus : decode(raw.replace('+', ' ')).strip();
        String issuer = label.whole().startsWith(plus + ":") ? plus : space;
        if (issuer.isEmpty()) {
            return label.issuer();
        }
        boolean contradicts = !label.issuer().isEmpty() && !label.whole().startsWith(issuer + ":");
        if (contradicts) {
            warnings.add(
                    "the issuer is \""
                            + Plain.of(issuer)
                            + "\" in one place and \""
                            + Plain.of(label.issuer())
                            + "\" in another: the first is taken");
        }
        return issuer;
    }

    /** What follows the issuer, which may have colons of its own. */
    private static String account(Label label, String issuer) {
        String prefix = issuer + ":";
        return label.whole().startsWith(prefix)
                ? label.whole().substring(prefix.length())
                : label.account();
    }

    /** A picture's address is dropped: who fetches it tells its owner who has the account. */
    private Map<String, String> extras(Map<String, String> query, OtpMethod method) {
        var extras = new LinkedHashMap<String, String>();
        String foreign = method instanceof Hotp ? "period" : "counter";
        query.forEach((name, value) -> {
            boolean said = method instanceof Steam && STEAM.contains(name);
            if (name.equals(foreign) || (!KNOWN.contains(name) && !said)) {
                extras.put(name, decode(value));
            }
        });
        return extras;
    }

    private void warnOfOddities(OtpAuthUri uri) {
        if (uri.seed().length() < FEWEST_COMFORTABLE_BYTES) {
            warnings.add("the key is short: " + uri.seed().length() + " bytes");
        }
        if (uri.method() instanceof Steam) {
            return;
        }
        if (uri.method().digits() < Totp.STANDARD.digits()) {
            warnings.add("its codes are short: " + uri.method().digits() + " digits");
        }
        if (uri.method() instanceof Totp totp && totp.periodSeconds() > 120) {
            warnings.add("its codes live long: " + totp.periodSeconds() + " seconds");
        }
        if (uri.issuer().equalsIgnoreCase("Steam") && uri.method().digits() <= 6) {
            warnings.add("Steam's own codes have letters: these digits may not be accepted there");
        }
    }

    private String plain(String what, String text) {
        if (!Plain.isPlain(text)) {
            warnings.add("control characters were removed from the " + what);
        }
        return Plain.of(text);
    }

    private String decode(String encoded) {
        Percent.Decoded decoded = Percent.decode(encoded);
        if (!decoded.wellFormed() && !warnings.contains(NOT_UTF8)) {
            warnings.add(NOT_UTF8);
        }
        return decoded.text();
    }

    private static String before(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }

    private static String after(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? "" : text.substring(at + 1);
    }
}
