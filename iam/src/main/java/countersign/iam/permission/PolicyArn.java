package countersign.iam.permission;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of a managed policy.
 *
 * @param owner an account id, or "aws"
 */
public record PolicyArn(String text, String owner, String name) {
    private static final Pattern FORM =
            Pattern.compile(
                    "arn:aws:iam::([0-9]{12}|aws):policy/(?:[\\x21-\\x7E]*/)?([\\w+=,.@-]+)");

    /**
     * Reads one.
     *
     * @throws Refused ValidationError
     */
    public static PolicyArn parse(String text) {
        Matcher arn = FORM.matcher(text);
        if (!arn.matches()) throw Refused.invalid("Invalid ARN:  Could not be parsed!");
        return new PolicyArn(text, arn.group(1), arn.group(2));
    }

    public boolean isOfAws() {
        return owner.equals("aws");
    }

    /** Whether there is such a policy for this account. */
    public boolean exists(Tables tables, AccountId account) {
        return isOfAws()
                ? AwsManagedPolicies.find(text).isPresent()
                : customer(tables, account).isPresent();
    }

    /** The customer managed policy of the account. */
    public Optional<ManagedPolicy> customer(Tables tables, AccountId account) {
        return tables.managedPolicies()
                .find(account, name)
                .filter(policy -> policy.arn().equals(text));
    }

    /** The text of whatever looks for it in vain. */
    public Refused notFound() {
        return new Refused(Code.NoSuchEntity, "Policy " + text + " was not found.");
    }

    /** The text of whatever would attach it in vain. */
    public Refused notAttachable() {
        return new Refused(
                Code.NoSuchEntity, "Policy " + text + " does not exist or is not attachable.");
    }
}
