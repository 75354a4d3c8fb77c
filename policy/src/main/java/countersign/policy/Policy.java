package countersign.policy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A policy document that was read, checked and compiled. Immutable, safe for any thread. */
public final class Policy {
    /** AWS's text for a document that may not be of the older version, where that is so. */
    public static final String TOO_OLD = Texts.TOO_OLD;

    private final PolicyKind kind;
    private final PolicyVersion version;
    private final Statement[] statements;
    private final SortedSet<String> contextKeys;
    private final int size;

    private Policy(Draft draft, PolicyKind kind, int size) {
        this.kind = kind;
        version = draft.version();
        statements =
                draft.clauses().stream()
                        .map(clause -> new Statement(clause, draft.version()))
                        .toArray(Statement[]::new);
        var keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Statement statement : statements) {
            statement.contextKeys().forEach(keys::add);
        }
        contextKeys = Collections.unmodifiableSortedSet(keys);
        this.size = size;
    }

    /** What reading a text can come to. */
    public sealed interface Reading {
        record Valid(Policy policy) implements Reading {}

        /** {@code message} is AWS's for MalformedPolicyDocument. */
        record Malformed(String message) implements Reading {}
    }

    /** Reads a document. Throws for no text whatever. */
    public static Reading read(String json, PolicyKind kind) {
        Optional<Json.Members> document = JsonReader.read(json);
        if (document.isEmpty()) {
            return new Reading.Malformed(
                    kind == PolicyKind.TRUST ? Texts.INVALID_JSON : Texts.SYNTAX);
        }
        try {
            Draft draft = DraftReader.read(document.get());
            Rules.check(draft, kind);
            return new Reading.Valid(new Policy(draft, kind, sizeOf(json)));
        } catch (Refused refused) {
            return new Reading.Malformed(refused.text());
        }
    }

    /** The characters that count for a quota: all but white space. */
    public static int sizeOf(String json) {
        return (int) json.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    /** {@link #sizeOf} the text that it was read from. */
    public int size() {
        return size;
    }

    /** What it was read as. */
    public PolicyKind kind() {
        return kind;
    }

    public PolicyVersion version() {
        return version;
    }

    /**
     * All condition keys and variables that it names, as written where first named, sorted; keys
     * that differ in case only are one.
     */
    public Set<String> contextKeys() {
        return contextKeys;
    }

    /** Every principal that it names, in order. */
    public List<TrustPrincipal> principals() {
        return List.of(statements).stream()
                .flatMap(statement -> statement.principals().named().stream())
                .toList();
    }

    Statement[] statements() {
        return statements;
    }
}
