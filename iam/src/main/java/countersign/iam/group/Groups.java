package countersign.iam.group;

import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.Unit;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Groups and who is in them. */
public final class Groups {
    /** IAM quotas. */
    public static final int MOST = 300;

    public static final int MOST_PER_USER = 10;

    private static final int ID_LENGTH = 21;

    private final Operations operations;

    public Groups(Operations operations) {
        this.operations = operations;
    }

    /** CreateGroup. */
    public Group create(Caller.Authenticated caller, String name, String path) {
        return operations.change(
                caller,
                Action.CREATE_GROUP,
                unit -> {
                    unit.require(unit.arn("group", path, name));
                    if (unit.tables().groups().count(unit.accountId()) >= MOST) {
                        throw Refused.quota("GroupsPerAccount", MOST);
                    }
                    String id = operations.ids().unique("AGPA", ID_LENGTH);
                    Group group = new Group(unit.accountId(), id, name, path, unit.now());
                    if (!unit.tables().groups().insert(group)) throw exists(name);
                    return group;
                });
    }

    private static Refused exists(String name) {
        return new Refused(
                Code.EntityAlreadyExists, "Group with name " + name + " already exists.");
    }

    /** A group and a page of its members. */
    public record WithMembers(Group group, Page.Of<Principal> members) {}

    /** GetGroup. */
    public WithMembers get(Caller.Authenticated caller, String name, Page page) {
        return operations.read(
                caller,
                Action.GET_GROUP,
                unit -> {
                    Group group = unit.group(name);
                    List<Principal> members =
                            unit.tables().groups().members(group, page.andOneMore());
                    return new WithMembers(
                            group, page.cut(members, user -> key(user.userName().orElse(""))));
                });
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** ListGroups. */
    public Page.Of<Group> list(Caller.Authenticated caller, Page page) {
        return operations.read(
                caller,
                Action.LIST_GROUPS,
                unit -> {
                    unit.require(unit.arn("group", page.pathPrefix(), ""));
                    return page.cut(
                            unit.tables().groups().list(unit.accountId(), page.andOneMore()),
                            group -> key(group.name()));
                });
    }

    /** UpdateGroup. */
    public void update(
            Caller.Authenticated caller,
            String name,
            Optional<String> newName,
            Optional<String> newPath) {
        operations.change(
                caller,
                Action.UPDATE_GROUP,
                unit -> {
                    Group group = unit.group(name);
                    String nextName = newName.orElse(group.name());
                    String nextPath = newPath.orElse(group.path());
                    unit.require(unit.arn("group", nextPath, nextName));
                    if (!unit.tables().groups().rename(group, nextName, nextPath)) {
                        throw exists(nextName);
                    }
                    return group;
                });
    }

    /** DeleteGroup. */
    public void delete(Caller.Authenticated caller, String name) {
        operations.change(
                caller,
                Action.DELETE_GROUP,
                unit -> {
                    Group group = unit.group(name);
                    requireBare(unit, group);
                    unit.tables().groups().delete(group);
                    return group;
                });
    }

    private static void requireBare(Unit unit, Group group) {
        var permissions = unit.tables().permissions();
        refuseIf(
                !permissions.attached(group.account(), group.id()).isEmpty(),
                "detach all policies first.");
        refuseIf(
                !permissions.inline(group.account(), group.id()).isEmpty(),
                "delete policies first.");
        refuseIf(
                !unit.tables().groups().members(group, Page.all()).isEmpty(),
                "remove users from group first.");
    }

    private static void refuseIf(boolean present, String rest) {
        if (present) {
            throw new Refused(Code.DeleteConflict, "Cannot delete entity, must " + rest);
        }
    }

    /** AddUserToGroup. */
    public void add(Caller.Authenticated caller, String name, String userName) {
        operations.change(
                caller,
                Action.ADD_USER_TO_GROUP,
                unit -> {
                    Group group = unit.group(name);
                    Principal user = named(unit, userName);
                    unit.tables().groups().add(group, user.id());
                    if (unit.tables().groups().of(unit.accountId(), user.id()).size()
                            > MOST_PER_USER) {
                        throw Refused.quota("GroupsPerUser", MOST_PER_USER);
                    }
                    return group;
                });
    }

    private static Principal named(Unit unit, String userName) {
        return unit.tables()
                .principals()
                .findUser(unit.accountId(), userName)
                .orElseThrow(() -> Refused.noSuchUser(userName));
    }

    /** RemoveUserFromGroup. */
    public void remove(Caller.Authenticated caller, String name, String userName) {
        operations.change(
                caller,
                Action.REMOVE_USER_FROM_GROUP,
                unit -> {
                    Group group = unit.group(name);
                    Principal user = named(unit, userName);
                    if (!unit.tables().groups().remove(group, user.id())) {
                        throw new Refused(
                                Code.NoSuchEntity,
                                "User " + userName + " is not in group " + name + ".");
                    }
                    return group;
                });
    }

    /** ListGroupsForUser. */
    public Page.Of<Group> ofUser(Caller.Authenticated caller, String userName, Page page) {
        return operations.read(
                caller,
                Action.LIST_GROUPS_FOR_USER,
                unit -> {
                    Principal user = unit.user(userName);
                    List<Group> groups =
                            unit.tables().groups().of(unit.accountId(), user.id()).stream()
                                    .filter(group -> key(group.name()).compareTo(page.after()) > 0)
                                    .limit(page.most() + 1L)
                                    .toList();
                    return page.cut(groups, group -> key(group.name()));
                });
    }
}
