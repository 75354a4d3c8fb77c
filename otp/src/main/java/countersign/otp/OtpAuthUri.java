package countersign.otp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an {@code otpauth:} URI says. Issuer and account are stripped, hold no control characters
 * and at most 256 characters each; either may be empty. {@code extras} are the parameters that we
 * do not know, kept so that an export loses nothing.
 */
public record OtpAuthUri(
        String issuer, String account, OtpMethod method, Seed seed, Map<String, String> extras) {
    static final int LONGEST_NAME = 256;

    /** A URI as read, and what a person should be told about it before it is used. */
    public record Reading(OtpAuthUri uri, List<String> warnings) {
        public Reading {
            warnings = List.copyOf(warnings);
        }
    }

    public OtpAuthUri {
        issuer = checkName("issuer", issuer);
        account = checkName("account", account);
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    }

    public static OtpAuthUri of(String issuer, String account, OtpMethod method, Seed seed) {
        return new OtpAuthUri(issuer, account, method, seed, Map.of());
    }

    /**
     * Reads a URI as other programs write them.
     *
     * @throws OtpFormatException when it cannot be used, saying why without the secret
     */
    public static Reading parse(String text) {
        return new OtpAuthReader().read(text);
    }

    /** The canonical form, with the secret in it; the defaults SHA1, 6 and 30 are left out. */
    public String write() {
        var uri = new StringBuilder("otpauth://");
        uri.append(type()).append('/').append(label());
        uri.append("?secret=").append(seed.revealBase32());
        for (String parameter : parameters()) {
            uri.append('&').append(parameter);
        }
        return uri.toString();
    }

    private String type() {
        return switch (method) {
            case Totp _ -> "totp";
            case Hotp _ -> "hotp";
            case Steam _ -> "steam";
        };
    }

    private String label() {
        // A colon in an account without an issuer would be read as the end of one.
        String separator = issuer.isEmpty() && account.indexOf(':') < 0 ? "" : ":";
        return Percent.encode(issuer) + separator + Percent.encode(account).replace("%40", "@");
    }

    private List<String> parameters() {
        var parameters = new ArrayList<String>();
        if (!issuer.isEmpty()) {
            parameters.add("issuer=" + Percent.encode(issuer));
        }
        if (method.hash() != HashFunction.SHA1) {
            parameters.add("algorithm=" + method.hash());
        }
        if (method.digits() != Totp.STANDARD.digits() && !(method instanceof Steam)) {
            parameters.add("digits=" + method.digits());
        }
        switch (method) {
            case Totp totp when totp.periodSeconds() == Totp.STANDARD.periodSeconds() -> {}
            case Steam _ -> {}
            case Totp totp -> parameters.add("period=" + totp.periodSeconds());
            case Hotp hotp -> parameters.add("counter=" + hotp.counter());
        }
        extras.forEach((name, value) ->
                parameters.add(Percent.encode(name) + "=" + Percent.encode(value)));
        return parameters;
    }

    private static String checkName(String what, String name) {
        String stripped = name.strip();
        if (stripped.length() > LONGEST_NAME) {
            throw new OtpFormatException("the " + what + " has more than 256 characters");
        }
        if (!Plain.isPlain(stripped)) {
            throw new OtpFormatException("the " + what + " has control characters");
        }
        return stripped;
    }

    /** Without the seed, and without the extras, which may hold a PIN. */
    @Override
    public String toString() {
        return "OtpAuthUri[" + issuer + ":" + account + ", " + method + ", " + seed + "]";
    }
}
