package countersign.policy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Makes comparisons of the texts in a document. */
final class Comparisons {
    private Comparisons() {}

    /**
     * All values under one key.
     *
     * @throws Refused when one of them is not of the operator's type
     */
    static Comparison[] compile(Operator operator, List<String> texts, PolicyVersion version) {
        return texts.stream()
                .map(text -> one(operator.base(), text, version.hasVariables()))
                .toArray(Comparison[]::new);
    }

    private static Comparison one(Operator.Base base, String text, boolean variables) {
        return switch (base.family()) {
            case STRING -> whole(Template.exact(text, variables));
            case STRING_IGNORE_CASE -> ignoringCase(text, variables);
            case STRING_LIKE -> whole(Template.glob(text, variables));
            case NUMERIC -> number(base.order(), text);
            case DATE -> date(base.order(), text);
            case BOOL -> bool(text);
            case BINARY -> binary(text);
            case IP -> address(text);
            case ARN -> ArnPattern.forCondition(text, variables)::matches;
            case NULL -> throw new IllegalArgumentException("Null compares no values");
        };
    }

    private static Comparison whole(TextPattern pattern) {
        return (value, context) -> pattern.matches(value, 0, value.length(), context);
    }

    private static Comparison ignoringCase(String text, boolean variables) {
        TextPattern pattern = Template.folded(text, variables);
        return (value, context) -> pattern.matches(Fold.of(value), 0, value.length(), context);
    }

    private static Comparison number(Order order, String text) {
        Decimal bound = Decimal.parse(text).orElseThrow(() -> DraftReader.syntax());
        return (value, _) -> bound.holds(order, value);
    }

    private static Comparison date(Order order, String text) {
        Moment bound = Moment.parse(text).orElseThrow(() -> new Refused(Texts.LEGACY));
        return (value, _) -> {
            Optional<Moment> moment = Moment.parse(value);
            return moment.isPresent() && order.holds(moment.get().compareTo(bound));
        };
    }

    private static Comparison bool(String text) {
        boolean wanted = truth(text);
        return (value, _) -> value.equalsIgnoreCase(wanted ? "true" : "false");
    }

    /** Reads true or false in any case. */
    static boolean truth(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw DraftReader.syntax();
    }

    private static Comparison binary(String text) {
        byte[] bytes = base64(text).orElseThrow(() -> DraftReader.syntax());
        return (value, _) -> base64(value).filter(got -> Arrays.equals(got, bytes)).isPresent();
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Comparison address(String text) {
        AddressRange range = AddressRange.parse(text).orElseThrow(() -> DraftReader.syntax());
        return (value, _) -> range.holds(value);
    }
}
