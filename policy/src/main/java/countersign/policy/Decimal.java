package countersign.policy;

import java.math.BigDecimal;
import java.util.Optional;

/** A number of a document; small whole numbers are compared without making objects. */
final class Decimal {
    private static final int LONGEST = 100;
    private static final int LONGEST_SMALL = 18;

    private final BigDecimal exact;
    private final Optional<Long> small;
    private final long smallValue;

    private Decimal(String text) {
        exact = new BigDecimal(text);
        small = isSmall(text) ? Optional.of(Long.parseLong(text)) : Optional.empty();
        smallValue = small.orElse(0L);
    }

    /** Empty for a text that is no decimal number of ASCII digits. */
    static Optional<Decimal> parse(String text) {
        try {
            return isPlausible(text) ? Optional.of(new Decimal(text)) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Whether the request's value is a number and stands so to this one. */
    boolean holds(Order order, String value) {
        if (small.isPresent() && isSmall(value)) {
            return order.holds(Long.compare(Long.parseLong(value), smallValue));
        }
        Optional<Decimal> number = parse(value);
        return number.isPresent() && order.holds(number.get().exact.compareTo(exact));
    }

    private static boolean isSmall(String text) {
        if (text.isEmpty() || text.length() > LONGEST_SMALL) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlausible(String text) {
        return text.length() <= LONGEST && text.chars().allMatch(c -> c < 128);
    }
}
