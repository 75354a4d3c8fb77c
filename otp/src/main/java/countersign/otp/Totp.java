package countersign.otp;

import java.util.Arrays;

/** Codes by the time (RFC 6238, T0 = 0). */
public record Totp(HashFunction hash, int digits, int periodSeconds) implements Timed {
    /** What AWS and nearly everybody uses, and what an otpauth URI means when it does not say. */
    public static final Totp STANDARD = new Totp(HashFunction.SHA1, 6, 30);

    private static final int LONGEST_PERIOD_SECONDS = 86_400;

    public Totp {
        OtpMethod.checkDigits(digits);
        if (periodSeconds < 1 || periodSeconds > LONGEST_PERIOD_SECONDS) {
            throw new OtpFormatException("a period is 1 to 86400 seconds, not " + periodSeconds);
        }
    }

    /** Whether NIST SP 800-63B-4 section 3.1.4.1 allows it: 6 digits, a change every 2 minutes. */
    public boolean meetsNist() {
        return digits >= 6 && periodSeconds <= 120;
    }

    @Override
    public String shownAt(Seed seed, long step) {
        return codeAt(seed, step).digits();
    }

    public OtpCode codeAt(Seed seed, long step) {
        return matcher().codeAt(seed, step);
    }

    /**
     * Every step in {@code [first, last]} whose code is {@code code}, ascending. Takes the same
     * time whichever match; steps below 0 are passed over.
     */
    public long[] matches(Seed seed, OtpCode code, long first, long last) {
        long[] found = new long[CodeMatcher.stepsIn(first, last)];
        return Arrays.copyOf(found, matcher().matches(seed, code, first, last, found));
    }

    /**
     * Every step n in {@code [firstStep, lastStep]} such that {@code code1} is the code of n - 1
     * and {@code code2} that of n, ascending. Takes the same time whichever match.
     */
    public long[] matchPairs(
            Seed seed, OtpCode code1, OtpCode code2, long firstStep, long lastStep) {
        long[] found = new long[CodeMatcher.stepsIn(firstStep, lastStep)];
        int count = matcher().matchPairs(seed, code1, code2, firstStep, lastStep, found);
        return Arrays.copyOf(found, count);
    }

    private CodeMatcher matcher() {
        return new CodeMatcher(hash, digits);
    }
}
