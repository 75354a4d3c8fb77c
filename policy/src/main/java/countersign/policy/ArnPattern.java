package countersign.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pattern for ARNs. A wildcard in one of the first five fields stays inside that field, in the
 * last one it also takes in colons and slashes; {@code *} alone takes everything.
 */
final class ArnPattern {
    static final int FIELDS = 6;

    /** The fields, or one pattern for a text as a whole. */
    private final TextPattern[] fields;

    private ArnPattern(Stream<String> fields, boolean variables) {
        this.fields =
                fields.map(field -> Template.glob(field, variables)).toArray(TextPattern[]::new);
    }

    /** Of a Resource; fields that are not written take everything. */
    static ArnPattern forResource(String text, boolean variables) {
        return new ArnPattern(
                text.equals("*") ? Stream.of(text) : padded(split(text, variables)), variables);
    }

    /** Of a condition, where the whole ARN may also come out of one variable. */
    static ArnPattern forCondition(String text, boolean variables) {
        List<String> fields = split(text, variables);
        return new ArnPattern(fields.size() == 1 ? Stream.of(text) : padded(fields), variables);
    }

    private static Stream<String> padded(List<String> fields) {
        return Stream.concat(fields.stream(), Stream.generate(() -> "*")).limit(FIELDS);
    }

    /** At most six fields; a colon inside a variable parts nothing. */
    static List<String> split(String text, boolean variables) {
        var fields = new ArrayList<String>();
        int start = 0;
        boolean inVariable = false;
        for (int i = 0; i < text.length() && fields.size() < FIELDS - 1; i++) {
            if (variables && text.startsWith("${", i)) {
                inVariable = true;
            } else if (text.charAt(i) == '}') {
                inVariable = false;
            } else if (text.charAt(i) == ':' && !inVariable) {
                fields.add(text.substring(start, i));
                start = i + 1;
            }
        }
        fields.add(text.substring(start));
        return fields;
    }

    boolean matches(String arn, Context context) {
        int last = fields.length - 1;
        int from = 0;
        for (int i = 0; i < last; i++) {
            int colon = arn.indexOf(':', from);
            if (colon < 0 || !fields[i].matches(arn, from, colon, context)) {
                return false;
            }
            from = colon + 1;
        }
        return fields[last].matches(arn, from, arn.length(), context);
    }

    Stream<Variable> variables() {
        return Stream.of(fields).flatMap(field -> field.variables().stream());
    }
}
