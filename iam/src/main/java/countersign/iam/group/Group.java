package countersign.iam.group;

import countersign.iam.account.AccountId;
import java.time.Instant;

/** An IAM group. */
public record Group(AccountId account, String id, String name, String path, Instant createdAt) {
    public String arn() {
        return "arn:aws:iam::" + account + ":group" + path + name;
    }
}
