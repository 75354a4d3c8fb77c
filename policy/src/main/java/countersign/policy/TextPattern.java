package countersign.policy;

import java.util.List;

/** A text to compare with, compiled. */
sealed interface TextPattern {
    /** Whether the characters of {@code text} from one place up to another are what is meant. */
    boolean matches(String text, int from, int to, Context context);

    /** The variables that it needs. */
    default List<Variable> variables() {
        return List.of();
    }

    /** Everything, also nothing at all. */
    record Anything() implements TextPattern {
        @Override
        public boolean matches(String text, int from, int to, Context context) {
            return true;
        }
    }

    /** This text and no other. */
    record Literal(String literal) implements TextPattern {
        @Override
        public boolean matches(String text, int from, int to, Context context) {
            return to - from == literal.length() && text.startsWith(literal, from);
        }
    }

    /** Whatever begins with this text. */
    record Prefix(String prefix) implements TextPattern {
        @Override
        public boolean matches(String text, int from, int to, Context context) {
            return to - from >= prefix.length() && text.startsWith(prefix, from);
        }
    }

    /** Wildcards in any place; no variables. */
    record Wild(Glob glob) implements TextPattern {
        @Override
        public boolean matches(String text, int from, int to, Context context) {
            return glob.matches(text, from, to);
        }
    }

    /** With variables, filled in for every request; what fills them in is never a wildcard. */
    record Filled(Template template, String head) implements TextPattern {
        @Override
        public boolean matches(String text, int from, int to, Context context) {
            return to - from >= head.length()
                    && text.startsWith(head, from)
                    && template.fill(context).filter(g -> g.matches(text, from, to)).isPresent();
        }

        @Override
        public List<Variable> variables() {
            return template.variables();
        }
    }
}
