package countersign.policy;

import java.util.Arrays;

/**
 * A pattern of characters and wildcards. Remembers only the last {@code *}, so that no pattern
 * takes more steps than its length times that of the text.
 */
final class Glob {
    /** Any number of characters. */
    static final int MANY = -1;

    /** Exactly one character. */
    static final int ONE = -2;

    private int[] tokens;
    private int size;

    Glob(int capacity) {
        tokens = new int[capacity];
    }

    void add(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size + 16);
        }
        tokens[size++] = token;
    }

    void addLiteral(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            add(literal.charAt(i));
        }
    }

    boolean matches(String text, int from, int to) {
        int at = from;
        int token = 0;
        int star = -1;
        int starAt = from;
        while (at < to) {
            if (token < size && tokens[token] == MANY) {
                star = token++;
                starAt = at;
            } else if (token < size && fits(tokens[token], text.charAt(at))) {
                token++;
                at++;
            } else if (star >= 0) {
                token = star + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        return onlyMany(token);
    }

    private static boolean fits(int token, char c) {
        return token == c || token == ONE;
    }

    private boolean onlyMany(int from) {
        for (int i = from; i < size; i++) {
            if (tokens[i] != MANY) {
                return false;
            }
        }
        return true;
    }
}
