package countersign.iam.role;

import countersign.iam.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An IAM role.
 *
 * @param trustPolicy the document that says who may assume it
 * @param trusted the unique ids that the ARNs in the trust policy stood for when it was written: a
 *     principal that was deleted and made anew under the same name is not trusted
 * @param boundary ARN of the permissions boundary
 */
public record Role(
        AccountId account,
        String id,
        String name,
        String path,
        Optional<String> description,
        String trustPolicy,
        Map<String, String> trusted,
        Duration maxSession,
        Optional<String> boundary,
        Instant createdAt,
        Optional<Instant> usedAt,
        Optional<String> usedRegion) {
    public static final Duration SHORTEST_SESSION = Duration.ofHours(1);
    public static final Duration LONGEST_SESSION = Duration.ofHours(12);

    public Role {
        trusted = Map.copyOf(trusted);
    }

    public String arn() {
        return "arn:aws:iam::" + account + ":role" + path + name;
    }

    /** The ARN of one who has assumed it (the path is left out, as in AWS's). */
    public String sessionArn(String sessionName) {
        return "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + sessionName;
    }

    Role withTrust(String policy, Map<String, String> ids) {
        return new Role(
                account,
                id,
                name,
                path,
                description,
                policy,
                ids,
                maxSession,
                boundary,
                createdAt,
                usedAt,
                usedRegion);
    }

    Role with(Optional<String> newDescription, Duration newMaxSession) {
        return new Role(
                account,
                id,
                name,
                path,
                newDescription,
                trustPolicy,
                trusted,
                newMaxSession,
                boundary,
                createdAt,
                usedAt,
                usedRegion);
    }

    /** This role with another boundary. */
    public Role withBoundary(Optional<String> newBoundary) {
        return new Role(
                account,
                id,
                name,
                path,
                description,
                trustPolicy,
                trusted,
                maxSession,
                newBoundary,
                createdAt,
                usedAt,
                usedRegion);
    }
}
