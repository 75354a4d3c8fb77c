package countersign.otp;

/**
 * Steam Guard's codes: the number of RFC 4226 section 5.3 before it is cut to digits, written with
 * 26 letters and digits of Steam's own, the least significant first.
 */
public record Steam() implements Timed {
    private static final String ALPHABET = "23456789BCDFGHJKMNPQRTVWXY";
    private static final int LETTERS = 5;

    @Override
    public HashFunction hash() {
        return HashFunction.SHA1;
    }

    @Override
    public int digits() {
        return LETTERS;
    }

    @Override
    public int periodSeconds() {
        return 30;
    }

    @Override
    public String shownAt(Seed seed, long step) {
        // Ten digits hold the whole number.
        long number = new CodeMatcher(hash(), MOST_DIGITS).codeAt(seed, step).value();
        var code = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS; i++) {
            code.append(ALPHABET.charAt((int) (number % ALPHABET.length())));
            number /= ALPHABET.length();
        }
        return code.toString();
    }
}
