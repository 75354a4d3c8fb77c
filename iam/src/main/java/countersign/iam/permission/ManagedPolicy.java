package countersign.iam.permission;

import countersign.iam.account.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A customer managed policy.
 *
 * @param defaultVersion number of the version that is in force
 * @param newestVersion the highest number ever given: numbers are not used twice
 */
public record ManagedPolicy(
        AccountId account,
        String id,
        String name,
        String path,
        Optional<String> description,
        Instant createdAt,
        Instant updatedAt,
        int defaultVersion,
        int newestVersion) {
    public String arn() {
        return "arn:aws:iam::" + account + ":policy" + path + name;
    }

    /** One version of its document. */
    public record Version(int number, String document, Instant createdAt) {}

    ManagedPolicy with(int newDefault, int newNewest, Instant at) {
        return new ManagedPolicy(
                account, id, name, path, description, createdAt, at, newDefault, newNewest);
    }
}
