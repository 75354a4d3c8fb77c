package countersign.otp;

/** Text that a terminal or a page may show as it is. */
final class Plain {
    private Plain() {}

    static boolean isPlain(String text) {
        return text.codePoints().noneMatch(Plain::isTreacherous);
    }

    static String of(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isTreacherous(c)).forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Plain and cut, for a message about a word that we do not know. */
    static String brief(String text) {
        String plain = of(text);
        return plain.length() <= 32 ? plain : plain.substring(0, 32) + "...";
    }

    /** Controls move the cursor, line separators forge lines, bidi overrides reorder the rest. */
    private static boolean isTreacherous(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
