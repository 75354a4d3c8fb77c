package countersign.policy;

/** Takes the case out of a text, character by character, as equalsIgnoreCase does. */
final class Fold {
    private Fold() {}

    /** Of the same length as the text; the very same text when there is nothing to do. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (fold(text.charAt(i)) != text.charAt(i)) {
                return rest(text, i);
            }
        }
        return text;
    }

    private static String rest(String text, int from) {
        char[] chars = text.toCharArray();
        for (int i = from; i < chars.length; i++) {
            chars[i] = fold(chars[i]);
        }
        return new String(chars);
    }

    private static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
