package countersign.iam.role;

import countersign.iam.Page;
import countersign.iam.account.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Roles. */
public interface RoleTable {
    /** Adds a role; false when the name is taken, in any case of letters. */
    boolean insert(Role role);

    Optional<Role> find(AccountId account, String name);

    Optional<Role> findById(AccountId account, String id);

    /** Roles by name, ignoring case. */
    List<Role> list(AccountId account, Page page);

    int count(AccountId account);

    /** Sets everything but id, name, path and dates. */
    void update(Role role);

    void used(AccountId account, String id, Instant at, String region);

    void delete(Role role);
}
