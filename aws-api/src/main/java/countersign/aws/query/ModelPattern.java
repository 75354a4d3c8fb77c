package countersign.aws.query;

import java.util.regex.Pattern;

/**
 * A pattern of a service model, which a whole text must match.
 *
 * @param source as the model has it and as a fault shows it
 */
record ModelPattern(String source, Pattern compiled) {
    /** A class of characters, repeated: Java matches it without a stack and without going back. */
    private static final Pattern ONE_CLASS = Pattern.compile("\\[[^\\[\\]]+][+*]");

    /** The model's notation for supplementary characters: Java would read U+1000, then a zero. */
    private static final String SUPPLEMENTARY = "\\u10000-\\u10FFFF";

    private static final String IN_JAVA = "\\x{10000}-\\x{10FFFF}";

    static ModelPattern of(String source) {
        return new ModelPattern(source, Pattern.compile(source.replace(SUPPLEMENTARY, IN_JAVA)));
    }

    /** Whether it may see a text of any length; another only sees what has the right length. */
    boolean isLinear() {
        return ONE_CLASS.matcher(source).matches();
    }

    boolean matches(String text) {
        return compiled.matcher(text).matches();
    }
}
