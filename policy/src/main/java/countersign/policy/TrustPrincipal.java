package countersign.policy;

import java.util.Locale;
import java.util.Optional;

/**
 * A principal as a document names it.
 *
 * @param text as written; {@code *} for everybody
 */
public record TrustPrincipal(Type type, String text) {
    /** The kinds of principals that a document tells apart. */
    public enum Type {
        AWS("AWS"),
        SERVICE("Service"),
        FEDERATED("Federated"),
        CANONICAL("CanonicalUser"),
        ANY("AWS");

        private final String element;

        Type(String element) {
            this.element = element;
        }

        /** The key of the Principal element that such principals stand under. */
        public String element() {
            return element;
        }
    }

    /** What AWS says of a document that names a principal that is not there or has no such form. */
    public String refusal() {
        return Texts.invalidPrincipal(type.element().toUpperCase(Locale.ROOT), text);
    }

    /** The account that it names as a whole, by number or by root user; empty for all others. */
    public Optional<String> account() {
        return type == Type.AWS ? PrincipalText.account(text) : Optional.empty();
    }
}
