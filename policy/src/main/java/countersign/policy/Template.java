package countersign.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a text with wildcards and variables. */
final class Template {
    /** {@code ${key}} or {@code ${key, 'default'}}. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{([^,'{}]*+)(?:,\\s*+'([^']*+)'\\s*+)?\\}");

    private final boolean folded;
    private final List<Part> parts = new ArrayList<>();

    /** A stretch of a text. */
    private sealed interface Part {
        record Run(String literal) implements Part {}

        record Wildcard(int token) implements Part {}

        record Slot(Variable variable) implements Part {}
    }

    private Template(boolean folded) {
        this.folded = folded;
    }

    /** Without wildcards. */
    static TextPattern exact(String text, boolean variables) {
        return new Template(false).read(text, variables, false).compile();
    }

    /** Without wildcards, for texts that went through {@link Fold}. */
    static TextPattern folded(String text, boolean variables) {
        return new Template(true).read(text, variables, false).compile();
    }

    /** With {@code *} and {@code ?}. */
    static TextPattern glob(String text, boolean variables) {
        return new Template(false).read(text, variables, true).compile();
    }

    private Template read(String text, boolean variables, boolean wildcards) {
        var run = new StringBuilder();
        Matcher variable = VARIABLE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (variables && text.startsWith("${", at)) {
                if (!variable.region(at, text.length()).lookingAt()) {
                    throw DraftReader.syntax();
                }
                slot(variable, run);
                at = variable.end();
            } else if (wildcards && (c == '*' || c == '?')) {
                endRun(run);
                parts.add(new Part.Wildcard(c == '*' ? Glob.MANY : Glob.ONE));
                at++;
            } else {
                run.append(c);
                at++;
            }
        }
        endRun(run);
        return this;
    }

    private void slot(Matcher found, StringBuilder run) {
        String name = String.valueOf(found.group(1)).strip();
        if (name.isEmpty()) {
            throw DraftReader.syntax();
        }
        Optional<String> fallback = Optional.ofNullable(found.group(2));
        if (fallback.isEmpty() && (name.equals("*") || name.equals("?") || name.equals("$"))) {
            run.append(name);
        } else {
            endRun(run);
            parts.add(new Part.Slot(Variable.of(name, fallback)));
        }
    }

    private void endRun(StringBuilder run) {
        if (!run.isEmpty()) {
            parts.add(new Part.Run(folded ? Fold.of(run.toString()) : run.toString()));
            run.setLength(0);
        }
    }

    private TextPattern compile() {
        if (!variables().isEmpty()) {
            return new TextPattern.Filled(this, head());
        }
        String head = head();
        int after = head.isEmpty() ? 0 : 1;
        if (parts.size() == after) {
            return new TextPattern.Literal(head);
        }
        boolean endsInMany =
                parts.size() == after + 1 && parts.getLast().equals(new Part.Wildcard(Glob.MANY));
        if (endsInMany) {
            return head.isEmpty() ? new TextPattern.Anything() : new TextPattern.Prefix(head);
        }
        return new TextPattern.Wild(fill(Context.EMPTY).orElseThrow());
    }

    /** What every text that fits begins with. */
    private String head() {
        return !parts.isEmpty() && parts.getFirst() instanceof Part.Run run ? run.literal() : "";
    }

    List<Variable> variables() {
        var variables = new ArrayList<Variable>();
        for (Part part : parts) {
            if (part instanceof Part.Slot slot) {
                variables.add(slot.variable());
            }
        }
        return variables;
    }

    /** Puts the request's values in; empty when one of them is not to be had. */
    Optional<Glob> fill(Context context) {
        var glob = new Glob(64);
        for (Part part : parts) {
            switch (part) {
                case Part.Run run -> glob.addLiteral(run.literal());
                case Part.Wildcard wildcard -> glob.add(wildcard.token());
                case Part.Slot slot -> {
                    Optional<String> value = slot.variable().resolve(context);
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    glob.addLiteral(folded ? Fold.of(value.get()) : value.get());
                }
            }
        }
        return Optional.of(glob);
    }
}
