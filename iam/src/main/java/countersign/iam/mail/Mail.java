package countersign.iam.mail;

import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import java.time.Instant;

/** A message on its way out. It may hold a link that acts, so it never goes to a log. */
public record Mail(
        String id, AccountId account, EmailAddress to, String subject, String text, Instant at) {
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
