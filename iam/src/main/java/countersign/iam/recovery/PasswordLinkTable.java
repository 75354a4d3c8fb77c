package countersign.iam.recovery;

import java.time.Instant;
import java.util.Optional;

/** Mailed links that set a password. */
public interface PasswordLinkTable {
    void insert(PasswordLink link);

    Optional<PasswordLink> find(String id);

    /** Uses a link up; false when it was used before. */
    boolean delete(String id);

    int prune(Instant expiredBefore, int most);
}
