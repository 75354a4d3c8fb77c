package countersign.iam.user;

import countersign.iam.ConcurrentChange;
import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Tables;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.authorization.Unit;
import countersign.iam.permission.Boundaries;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import countersign.iam.tag.Tag;
import countersign.iam.tag.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** IAM users. */
public final class Users {
    /** IAM quota: users of one account. */
    public static final int MOST = 5_000;

    private static final int ID_LENGTH = 21;

    private final Operations operations;

    public Users(Operations operations) {
        this.operations = operations;
    }

    /** A user with its tags. */
    public record View(Principal user, List<Tag> tags) {
        public View {
            tags = List.copyOf(tags);
        }
    }

    private static View view(Unit unit, Principal user) {
        return new View(user, unit.tables().tags().of(user.account(), user.id().text()));
    }

    /** CreateUser. */
    public View create(
            Caller.Authenticated caller,
            String name,
            String path,
            Optional<String> boundary,
            List<Tag> tags) {
        return operations.change(
                caller,
                Action.CREATE_USER,
                unit -> {
                    unit.require(
                            unit.arn("user", path, name),
                            RequestKeys.NONE
                                    .with("iam:PermissionsBoundary", boundary)
                                    .withTags(tags));
                    Tags.check(tags, Tags.Case.IGNORED);
                    boundary.ifPresent(arn -> Boundaries.requirePolicy(unit, arn));
                    if (unit.tables().principals().countUsers(unit.accountId()) >= MOST) {
                        throw Refused.quota("UsersPerAccount", MOST);
                    }
                    Principal user = made(unit, new Identity.User(name, path, boundary));
                    if (!unit.tables().principals().insert(user)) throw exists(name);
                    Tags.put(unit, user.id().text(), tags, Tags.Case.IGNORED);
                    return view(unit, user);
                });
    }

    private Principal made(Unit unit, Identity.User identity) {
        var id = new PrincipalId(operations.ids().unique("AIDA", ID_LENGTH));
        return Principal.made(unit.accountId(), id, identity, unit.now());
    }

    private static Refused exists(String name) {
        return new Refused(Code.EntityAlreadyExists, "User with name " + name + " already exists.");
    }

    /** GetUser; the caller when no name is given. */
    public View get(Caller.Authenticated caller, Optional<String> name) {
        return operations.read(caller, Action.GET_USER, unit -> view(unit, unit.userOrSelf(name)));
    }

    /** ListUsers, by name. */
    public Page.Of<Principal> list(Caller.Authenticated caller, Page page) {
        return operations.read(
                caller,
                Action.LIST_USERS,
                unit -> {
                    unit.require(unit.arn("user", page.pathPrefix(), ""));
                    return page.cut(
                            unit.tables().principals().users(unit.accountId(), page.andOneMore()),
                            Users::key);
                });
    }

    private static String key(Principal user) {
        return user.userName().orElse("").toLowerCase(Locale.ROOT);
    }

    /** UpdateUser: the ARN changes, the id stays, and all that is attached follows. */
    public void update(
            Caller.Authenticated caller,
            String name,
            Optional<String> newName,
            Optional<String> newPath) {
        operations.change(
                caller,
                Action.UPDATE_USER,
                unit -> {
                    Principal user = unit.user(name);
                    if (!(user.identity() instanceof Identity.User now)) {
                        throw Refused.noSuchUser(name);
                    }
                    var next =
                            new Identity.User(
                                    newName.orElse(now.name()),
                                    newPath.orElse(now.path()),
                                    now.boundary());
                    unit.require(unit.arn("user", next.path(), next.name()));
                    var taken = unit.tables().principals().findUser(unit.accountId(), next.name());
                    if (taken.filter(it -> !it.id().equals(user.id())).isPresent()) {
                        throw exists(next.name());
                    }
                    if (!unit.tables().principals().setIdentity(user, next)) {
                        throw new ConcurrentChange();
                    }
                    return user;
                });
    }

    /** DeleteUser: refused while anything is left that the user has. */
    public void delete(Caller.Authenticated caller, String name) {
        operations.change(
                caller,
                Action.DELETE_USER,
                unit -> {
                    Principal user = unit.user(name);
                    requireBare(unit.tables(), user);
                    if (!unit.tables().principals().delete(user)) throw new ConcurrentChange();
                    unit.tables().tags().removeAll(user.account(), user.id().text());
                    return user;
                });
    }

    /** The order of AWS's texts after the policies is not known; this one goes from far to near. */
    private static void requireBare(Tables tables, Principal user) {
        var account = user.account();
        var id = user.id();
        refuseIf(
                !tables.permissions().attached(account, id.text()).isEmpty(),
                "detach all policies first.");
        refuseIf(
                !tables.permissions().inline(account, id.text()).isEmpty(),
                "delete policies first.");
        refuseIf(
                !tables.devices().ofPrincipal(account, id).isEmpty(),
                "remove tokens from principal first.");
        refuseIf(
                !tables.accessKeys().ofPrincipal(account, id).isEmpty(),
                "delete access keys first.");
        refuseIf(
                tables.principals().password(account, id).isPresent(),
                "delete login profile first.");
        refuseIf(!tables.groups().of(account, id).isEmpty(), "remove users from group first.");
    }

    private static void refuseIf(boolean present, String rest) {
        if (present) {
            throw new Refused(Code.DeleteConflict, "Cannot delete entity, must " + rest);
        }
    }

    /** TagUser. */
    public void tag(Caller.Authenticated caller, String name, List<Tag> tags) {
        operations.change(
                caller,
                Action.TAG_USER,
                unit -> {
                    Principal user = unit.user(name, RequestKeys.NONE.withTags(tags));
                    Tags.checkSome(tags, Tags.Case.IGNORED);
                    Tags.put(unit, user.id().text(), tags, Tags.Case.IGNORED);
                    return user;
                });
    }

    /** UntagUser. */
    public void untag(Caller.Authenticated caller, String name, List<String> keys) {
        operations.change(
                caller,
                Action.UNTAG_USER,
                unit -> {
                    Principal user = unit.user(name, RequestKeys.NONE.withTagKeys(keys));
                    Tags.remove(unit, user.id().text(), keys, Tags.Case.IGNORED);
                    return user;
                });
    }

    /** ListUserTags. */
    public Page.Of<Tag> tags(Caller.Authenticated caller, String name, Page page) {
        return operations.read(
                caller,
                Action.LIST_USER_TAGS,
                unit -> Tags.page(unit, unit.user(name).id().text(), page));
    }

    /** Only asks whether the caller may look: for lists of things that nobody has here. */
    public void requireUser(Caller.Authenticated caller, Action action, Optional<String> name) {
        operations.read(caller, action, unit -> unit.userOrSelf(name));
    }
}
