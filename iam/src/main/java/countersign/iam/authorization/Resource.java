package countersign.iam.authorization;

import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.iam.mfa.SerialNumber;
import countersign.iam.tag.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What an action is done to, with its tags: aws:ResourceTag/..., and of users and roles also
 * iam:ResourceTag/... They are looked up when a policy asks for one, since few do. What is not
 * there yet, and groups, have none.
 */
final class Resource {
    private static final String AWS = "aws:resourcetag/";
    private static final String IAM = "iam:resourcetag/";
    private static final int ARN_PARTS = 6;

    private final Tables tables;
    private final Action.Target target;
    private final String arn;

    /**
     * Of one request.
     *
     * @param arn what the action is authorised for, or {@code *}
     */
    Resource(Tables tables, Action action, String arn) {
        this.tables = tables;
        this.target = action.target();
        this.arn = arn;
    }

    String arn() {
        return arn;
    }

    /**
     * The value of a condition key; empty for keys of other kinds, too.
     *
     * @param key in lower case
     */
    Optional<String> value(String key) {
        if (key.startsWith(AWS)) return tag(key.substring(AWS.length()));
        boolean named = key.startsWith(IAM) && (isOf("user/") || isOf("role/"));
        return named ? tag(key.substring(IAM.length())) : Optional.empty();
    }

    private boolean isOf(String kind) {
        String[] parts = arn.split(":", ARN_PARTS);
        return parts.length == ARN_PARTS && parts[ARN_PARTS - 1].startsWith(kind);
    }

    private Optional<String> tag(String key) {
        return account().stream()
                .flatMap(account -> tags(account).stream())
                .filter(tag -> tag.key().equalsIgnoreCase(key))
                .map(Tag::value)
                .findFirst();
    }

    /** Whose resource it is: an assumed role may be another account's. */
    private Optional<AccountId> account() {
        String[] parts = arn.split(":", ARN_PARTS);
        return parts.length == ARN_PARTS ? AccountId.parse(parts[4]) : Optional.empty();
    }

    private List<Tag> tags(AccountId account) {
        return id(account).map(id -> tables.tags().of(account, id)).orElse(List.of());
    }

    private Optional<String> id(AccountId account) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        return switch (target) {
            case USER -> user(account, name);
            case ROLE -> role(account, name);
            case PRINCIPAL -> user(account, name).or(() -> role(account, name));
            case POLICY ->
                    tables.managedPolicies()
                            .find(account, name)
                            .filter(policy -> policy.arn().equals(arn))
                            .map(policy -> policy.id());
            case MFA ->
                    tables.devices()
                            .findBySerial(account, new SerialNumber(arn))
                            .map(device -> device.id().text());
            case ALL, GROUP, FEDERATED -> Optional.empty();
        };
    }

    private Optional<String> user(AccountId account, String name) {
        return tables.principals()
                .findUser(account, name)
                .filter(user -> user.arn().equals(arn))
                .map(user -> user.id().text());
    }

    private Optional<String> role(AccountId account, String name) {
        return tables.roles()
                .find(account, name)
                .filter(role -> role.arn().equals(arn))
                .map(role -> role.id());
    }
}
