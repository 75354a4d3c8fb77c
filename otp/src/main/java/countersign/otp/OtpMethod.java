package countersign.otp;

/** How an account makes its codes. */
public sealed interface OtpMethod permits Timed, Hotp {
    /** Most digits of a code: 31 bits have ten. */
    int MOST_DIGITS = 10;

    HashFunction hash();

    /** 6 to 8 in practice; 1 to 10 can be read. */
    int digits();

    /** Refuses what no code can have. */
    static void checkDigits(int digits) {
        if (digits < 1 || digits > MOST_DIGITS) {
            throw new OtpFormatException("a code has 1 to 10 digits, not " + digits);
        }
    }
}
