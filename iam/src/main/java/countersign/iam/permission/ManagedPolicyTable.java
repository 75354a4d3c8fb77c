package countersign.iam.permission;

import countersign.iam.Page;
import countersign.iam.account.AccountId;
import java.util.List;
import java.util.Optional;

/** Customer managed policies and their versions. */
public interface ManagedPolicyTable {
    /** Adds a policy without versions; false when the name is taken, in any case of letters. */
    boolean insert(ManagedPolicy policy);

    /** By the name; names are unique in the account whatever the path. */
    Optional<ManagedPolicy> find(AccountId account, String name);

    /** Policies by name, ignoring case. */
    List<ManagedPolicy> list(AccountId account, Page page);

    int count(AccountId account);

    /** Sets the version numbers and the date of the update. */
    void update(ManagedPolicy policy);

    /** Removes it with all its versions. */
    void delete(ManagedPolicy policy);

    void insertVersion(ManagedPolicy policy, ManagedPolicy.Version version);

    Optional<ManagedPolicy.Version> version(ManagedPolicy policy, int number);

    /** Newest first. */
    List<ManagedPolicy.Version> versions(ManagedPolicy policy);

    /** Of all policies of the account. */
    int countVersions(AccountId account);

    void deleteVersion(ManagedPolicy policy, int number);
}
