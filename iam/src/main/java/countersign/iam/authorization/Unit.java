package countersign.iam.authorization;

import countersign.iam.Refused;
import countersign.iam.Tables;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.group.Group;
import countersign.iam.principal.Principal;
import countersign.iam.role.Role;
import countersign.iam.session.Caller;
import java.time.Instant;
import java.util.Optional;

/**
 * One management operation inside its unit of work: the tables, who asks, and what it is done to.
 * The look-ups authorise before they say whether something exists, so that who may not ask learns
 * nothing.
 */
public final class Unit {
    private final Tables tables;
    private final Caller.Authenticated caller;
    private final Action action;
    private final Authorizer authorizer;
    private String resource = "*";

    Unit(Tables tables, Caller.Authenticated caller, Action action, Authorizer authorizer) {
        this.tables = tables;
        this.caller = caller;
        this.action = action;
        this.authorizer = authorizer;
    }

    public Tables tables() {
        return tables;
    }

    public Caller.Authenticated caller() {
        return caller;
    }

    public Action action() {
        return action;
    }

    public Account account() {
        return caller.account();
    }

    public AccountId accountId() {
        return caller.account().id();
    }

    public Instant now() {
        return caller.now();
    }

    /** What the operation was done to, for its record. */
    String resource() {
        return resource;
    }

    /** Refuses with AccessDenied unless the caller may do this action to {@code arn}. */
    public void require(String arn) {
        require(arn, RequestKeys.NONE);
    }

    public void require(String arn, RequestKeys keys) {
        resource = arn;
        authorizer.require(tables, caller, action, arn, keys);
    }

    /** {@code arn:aws:iam::ACCOUNT:KIND PATH NAME}. */
    public String arn(String kind, String path, String name) {
        return "arn:aws:iam::" + accountId() + ":" + kind + path + name;
    }

    /**
     * The IAM user of that name, or else the caller itself.
     *
     * @throws Refused not allowed; no such user; the caller has no name of its own
     */
    public Principal userOrSelf(Optional<String> name) {
        return name.isPresent() ? user(name.get(), RequestKeys.NONE) : self();
    }

    /** The caller itself: an IAM user or root. */
    public Principal self() {
        Principal self = caller.subject().self().orElseThrow(Unit::mustSpecifyUser);
        require(self.arn());
        return tables.principals()
                .find(self.account(), self.id())
                .orElseThrow(() -> Refused.noSuchUser(self.userName().orElse("")));
    }

    /** A role or federated user asks about "itself". */
    public static Refused mustSpecifyUser() {
        return Refused.invalid("Must specify userName when calling with non-User credentials");
    }

    public Principal user(String name) {
        return user(name, RequestKeys.NONE);
    }

    public Principal user(String name, RequestKeys keys) {
        Optional<Principal> found = tables.principals().findUser(accountId(), name);
        require(found.map(Principal::arn).orElseGet(() -> arn("user", "/", name)), keys);
        return found.orElseThrow(() -> Refused.noSuchUser(name));
    }

    public Group group(String name) {
        return group(name, RequestKeys.NONE);
    }

    public Group group(String name, RequestKeys keys) {
        Optional<Group> found = tables.groups().find(accountId(), name);
        require(found.map(Group::arn).orElseGet(() -> arn("group", "/", name)), keys);
        return found.orElseThrow(() -> Refused.noSuchGroup(name));
    }

    public Role role(String name) {
        return role(name, RequestKeys.NONE);
    }

    public Role role(String name, RequestKeys keys) {
        Optional<Role> found = tables.roles().find(accountId(), name);
        require(found.map(Role::arn).orElseGet(() -> arn("role", "/", name)), keys);
        return found.orElseThrow(() -> Refused.noSuchRole(name));
    }
}
