package countersign.iam.permission;

import countersign.iam.account.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * Which policies an owner has: embedded in it (inline) and attached to it (managed). An owner is
 * the unique id of a user, group or role.
 */
public interface PermissionTable {
    /** A policy that is embedded in its owner. */
    record Inline(String name, String document) {}

    /** Adds or replaces; names are alike ignoring case. */
    void putInline(AccountId account, String owner, Inline policy);

    Optional<Inline> inline(AccountId account, String owner, String name);

    /** By name, ignoring case. */
    List<Inline> inline(AccountId account, String owner);

    /** False when there was none. */
    boolean deleteInline(AccountId account, String owner, String name);

    /** Attaches; nothing happens when it is attached. */
    void attach(AccountId account, String owner, String policyArn);

    /** False when it was not attached. */
    boolean detach(AccountId account, String owner, String policyArn);

    /** ARNs of the attached policies, in their order. */
    List<String> attached(AccountId account, String owner);

    /** To whom a policy is attached. */
    List<String> ownersOf(AccountId account, String policyArn);

    /** Ids of the users and roles whose permissions boundary it is. */
    List<String> boundedBy(AccountId account, String policyArn);
}
