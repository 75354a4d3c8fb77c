package countersign.iam.group;

import countersign.iam.Page;
import countersign.iam.account.AccountId;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import java.util.List;
import java.util.Optional;

/** Groups and who is in them. */
public interface GroupTable {
    /** Adds a group; false when the name is taken, in any case of letters. */
    boolean insert(Group group);

    Optional<Group> find(AccountId account, String name);

    Optional<Group> findById(AccountId account, String id);

    /** Groups by name, ignoring case. */
    List<Group> list(AccountId account, Page page);

    int count(AccountId account);

    /** Sets name and path; false when the name is taken. */
    boolean rename(Group group, String name, String path);

    void delete(Group group);

    /** Adds a member; nothing happens when it is one. */
    void add(Group group, PrincipalId user);

    /** False when it was no member. */
    boolean remove(Group group, PrincipalId user);

    /** Members by name, ignoring case. */
    List<Principal> members(Group group, Page page);

    /** The groups of a user, by name. */
    List<Group> of(AccountId account, PrincipalId user);
}
