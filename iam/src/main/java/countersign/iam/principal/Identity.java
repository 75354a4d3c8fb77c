package countersign.iam.principal;

import countersign.iam.account.EmailAddress;
import java.util.Optional;

/** What a principal is: an account's root user, or an IAM user. */
public sealed interface Identity {
    /**
     * The root user.
     *
     * @param email the sign-in name; notices go there
     */
    record Root(EmailAddress email) implements Identity {}

    /**
     * An IAM user.
     *
     * @param name unique in the account, ignoring case
     * @param path begins and ends with a slash
     * @param boundary ARN of the permissions boundary
     */
    record User(String name, String path, Optional<String> boundary) implements Identity {}
}
