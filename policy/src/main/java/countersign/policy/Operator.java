package countersign.policy;

import java.util.Optional;

/**
 * A condition operator as a document names it, taken apart.
 *
 * @param ifExists whether it holds when the key is absent
 */
record Operator(Quantifier quantifier, Base base, boolean ifExists) {
    private static final String IF_EXISTS = "IfExists";

    /** How many values of the request must do. */
    enum Quantifier {
        NONE(""),
        ALL("ForAllValues:"),
        ANY("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /** What values are taken for. */
    enum Family {
        STRING,
        STRING_IGNORE_CASE,
        STRING_LIKE,
        NUMERIC,
        DATE,
        BOOL,
        BINARY,
        IP,
        ARN,
        NULL
    }

    /** The operators themselves; {@code order} is what numbers and dates are compared by. */
    enum Base {
        STRING_EQUALS("StringEquals", Family.STRING, false),
        STRING_NOT_EQUALS("StringNotEquals", Family.STRING, true),
        STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.STRING_IGNORE_CASE, false),
        STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Family.STRING_IGNORE_CASE, true),
        STRING_LIKE("StringLike", Family.STRING_LIKE, false),
        STRING_NOT_LIKE("StringNotLike", Family.STRING_LIKE, true),
        NUMERIC_EQUALS("NumericEquals", Family.NUMERIC, false),
        NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMERIC, true),
        NUMERIC_LESS_THAN("NumericLessThan", Family.NUMERIC, Order.LESS),
        NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMERIC, Order.LESS_OR_EQUAL),
        NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMERIC, Order.GREATER),
        NUMERIC_GREATER_THAN_EQUALS(
                "NumericGreaterThanEquals", Family.NUMERIC, Order.GREATER_OR_EQUAL),
        DATE_EQUALS("DateEquals", Family.DATE, false),
        DATE_NOT_EQUALS("DateNotEquals", Family.DATE, true),
        DATE_LESS_THAN("DateLessThan", Family.DATE, Order.LESS),
        DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE, Order.LESS_OR_EQUAL),
        DATE_GREATER_THAN("DateGreaterThan", Family.DATE, Order.GREATER),
        DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE, Order.GREATER_OR_EQUAL),
        BOOL("Bool", Family.BOOL, false),
        BINARY_EQUALS("BinaryEquals", Family.BINARY, false),
        IP_ADDRESS("IpAddress", Family.IP, false),
        NOT_IP_ADDRESS("NotIpAddress", Family.IP, true),
        ARN_EQUALS("ArnEquals", Family.ARN, false),
        ARN_NOT_EQUALS("ArnNotEquals", Family.ARN, true),
        ARN_LIKE("ArnLike", Family.ARN, false),
        ARN_NOT_LIKE("ArnNotLike", Family.ARN, true),
        NULL("Null", Family.NULL, false);

        private final String text;
        private final Family family;
        private final boolean negated;
        private final Order order;

        Base(String text, Family family, boolean negated) {
            this.text = text;
            this.family = family;
            this.negated = negated;
            this.order = Order.EQUAL;
        }

        Base(String text, Family family, Order order) {
            this.text = text;
            this.family = family;
            this.negated = false;
            this.order = order;
        }

        Family family() {
            return family;
        }

        boolean negated() {
            return negated;
        }

        Order order() {
            return order;
        }
    }

    /** Empty for a name that is no operator; the case counts, and Null takes no IfExists. */
    static Optional<Operator> parse(String name) {
        Quantifier quantifier = quantifier(name);
        String rest = name.substring(quantifier.prefix.length());
        boolean ifExists = rest.endsWith(IF_EXISTS);
        String text = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
        for (Base base : Base.values()) {
            if (base.text.equals(text) && !(ifExists && base == Base.NULL)) {
                return Optional.of(new Operator(quantifier, base, ifExists));
            }
        }
        return Optional.empty();
    }

    private static Quantifier quantifier(String name) {
        if (name.startsWith(Quantifier.ALL.prefix)) {
            return Quantifier.ALL;
        }
        return name.startsWith(Quantifier.ANY.prefix) ? Quantifier.ANY : Quantifier.NONE;
    }

    /** What the operator says of a key that the request does not have. */
    boolean holdsWhenAbsent() {
        return ifExists
                || switch (quantifier) {
                    case NONE -> base.negated;
                    case ALL -> true;
                    case ANY -> false;
                };
    }
}
