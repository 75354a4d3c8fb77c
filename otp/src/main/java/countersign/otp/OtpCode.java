package countersign.otp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A one-time code, leading zeros kept. People type 6 to 8 digits, and {@link #parse} takes no
 * others; a code that we compute for an unusual account has 1 to 10.
 */
public record OtpCode(String digits) {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,10}");
    private static final Pattern TYPED = Pattern.compile("[0-9]{6,8}");

    public OtpCode {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("an OTP code is 1 to 10 ASCII digits");
        }
    }

    /**
     * Reads what a person typed: white space around it is dropped, inside it is not; empty when
     * that is no code of 6 to 8 ASCII digits.
     */
    public static Optional<OtpCode> parse(String typed) {
        return Optional.of(typed.strip()).filter(TYPED.asMatchPredicate()).map(OtpCode::new);
    }

    /**
     * The last {@code digits} decimal digits of {@code value}, whatever the locale's digits are.
     */
    static OtpCode of(long value, int digits) {
        char[] text = new char[digits];
        for (int i = digits - 1; i >= 0; i--) {
            text[i] = (char) ('0' + value % 10);
            value /= 10;
        }
        return new OtpCode(new String(text));
    }

    long value() {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            value = value * 10 + digits.charAt(i) - '0';
        }
        return value;
    }

    /** In a time that does not depend on where the codes differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof OtpCode code && MessageDigest.isEqual(ascii(), code.ascii());
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    private byte[] ascii() {
        return digits.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "OtpCode[" + digits.length() + " digits]";
    }
}
