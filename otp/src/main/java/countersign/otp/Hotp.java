package countersign.otp;

/** Codes by a counter (RFC 4226). {@code counter} is the one that the next code is made from. */
public record Hotp(HashFunction hash, int digits, long counter) implements OtpMethod {
    public Hotp {
        OtpMethod.checkDigits(digits);
        if (counter < 0) {
            throw new OtpFormatException("a counter is 0 or more");
        }
    }

    /** The code of {@link #counter()}. */
    public OtpCode code(Seed seed) {
        return new CodeMatcher(hash, digits).codeAt(seed, counter);
    }

    /** To be stored before the code is shown, so that no code is given twice. */
    public Hotp next() {
        return new Hotp(hash, digits, Math.addExact(counter, 1));
    }
}
