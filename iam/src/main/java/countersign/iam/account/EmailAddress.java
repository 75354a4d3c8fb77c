package countersign.iam.account;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that mail can be sent to, in one canonical spelling: no white space around it, lower
 * case in every locale. Two spellings of one address are one account, one budget and one sign-in
 * name.
 */
public record EmailAddress(String text) {
    private static final int LONGEST = 254;
    private static final Pattern FORM =
            Pattern.compile(
                    "[^\\s@<>\"\\p{Cntrl},;:\\\\()\\[\\]]{1,64}@[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    public EmailAddress {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    /** Reads what a person typed; empty when no mail could be sent there. */
    public static Optional<EmailAddress> parse(String typed) {
        String canonical = canonical(typed);
        return canonical.length() <= LONGEST && FORM.matcher(canonical).matches()
                ? Optional.of(new EmailAddress(canonical))
                : Optional.empty();
    }

    /** The address, and the part before the @. */
    public List<String> names() {
        return List.of(text, text.substring(0, text.indexOf('@')));
    }

    private static String canonical(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
