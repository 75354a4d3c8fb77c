package countersign.console;

import countersign.otp.OtpCode;
import java.util.Optional;

/** Codes as people type them, and the words for those that are refused. */
final class Codes {
    static final String SIX_DIGITS = "A code is six digits, such as 012345.";
    static final String REFUSED =
            "That code was not accepted. Wait for the next one; each code works only once.";
    static final String OVER_BUDGET =
            "Too many codes were tried. Wait three minutes, then type a new one.";
    static final String CLOSED =
            "This device takes no more codes: too many wrong ones in a row. Use another device.";
    static final String NO_PAIR =
            "These were not accepted. Type two codes in a row, the older one first, that you have"
                    + " not used yet.";

    private static final int DIGITS = 6;

    private Codes() {}

    /** White space around it is dropped once; then it must be six ASCII digits. */
    static Optional<OtpCode> parse(String typed) {
        return OtpCode.parse(typed).filter(code -> code.digits().length() == DIGITS);
    }
}
