package countersign.iam.account;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Twelve digits, leading zeros kept. */
public record AccountId(String digits) {
    private static final Pattern FORM = Pattern.compile("[0-9]{12}");
    private static final long SMALLEST = 100_000_000_000L;
    private static final long COUNT = 900_000_000_000L;

    public AccountId {
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("an account id is 12 digits");
        }
    }

    public static Optional<AccountId> parse(String typed) {
        return FORM.matcher(typed).matches() ? Optional.of(new AccountId(typed)) : Optional.empty();
    }

    public static AccountId random(RandomGenerator random) {
        return new AccountId(Long.toString(SMALLEST + random.nextLong(COUNT)));
    }

    /** The ARN of the account's root user. */
    public String rootArn() {
        return "arn:aws:iam::" + digits + ":root";
    }

    @Override
    public String toString() {
        return digits;
    }
}
