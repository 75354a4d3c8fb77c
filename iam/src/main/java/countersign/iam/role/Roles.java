package countersign.iam.role;

import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.authorization.Unit;
import countersign.iam.permission.Boundaries;
import countersign.iam.permission.Documents;
import countersign.iam.session.Caller;
import countersign.iam.tag.Tag;
import countersign.iam.tag.Tags;
import countersign.policy.Policy;
import countersign.policy.PolicyKind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Roles. */
public final class Roles {
    /** IAM quotas. */
    public static final int MOST = 1_000;

    public static final int TRUST_ROOM = 2_048;

    private static final int ID_LENGTH = 21;

    private final Operations operations;

    public Roles(Operations operations) {
        this.operations = operations;
    }

    /** What CreateRole asks for. */
    public record Wanted(
            String name,
            String path,
            String trustPolicy,
            Optional<String> description,
            Duration maxSession,
            Optional<String> boundary,
            List<Tag> tags) {
        public Wanted {
            tags = List.copyOf(tags);
        }
    }

    /** A role with its tags. */
    public record View(Role role, List<Tag> tags) {
        public View {
            tags = List.copyOf(tags);
        }
    }

    private static View view(Unit unit, Role role) {
        return new View(role, unit.tables().tags().of(role.account(), role.id()));
    }

    /** CreateRole. */
    public View create(Caller.Authenticated caller, Wanted wanted) {
        return operations.change(
                caller,
                Action.CREATE_ROLE,
                unit -> {
                    unit.require(
                            unit.arn("role", wanted.path(), wanted.name()),
                            RequestKeys.NONE
                                    .with("iam:PermissionsBoundary", wanted.boundary())
                                    .withTags(wanted.tags()));
                    Role role = made(unit, wanted);
                    Tags.check(wanted.tags(), Tags.Case.IGNORED);
                    wanted.boundary().ifPresent(arn -> Boundaries.requirePolicy(unit, arn));
                    if (unit.tables().roles().count(unit.accountId()) >= MOST) {
                        throw Refused.quota("RolesPerAccount", MOST);
                    }
                    if (!unit.tables().roles().insert(role)) {
                        throw new Refused(
                                Code.EntityAlreadyExists,
                                "Role with name " + wanted.name() + " already exists.");
                    }
                    Tags.put(unit, role.id(), wanted.tags(), Tags.Case.IGNORED);
                    return view(unit, role);
                });
    }

    private Role made(Unit unit, Wanted wanted) {
        Policy trust = trust(wanted.trustPolicy());
        return new Role(
                unit.accountId(),
                operations.ids().unique("AROA", ID_LENGTH),
                wanted.name(),
                wanted.path(),
                wanted.description(),
                wanted.trustPolicy(),
                TrustedIds.of(unit.tables(), trust),
                wanted.maxSession(),
                wanted.boundary(),
                unit.now(),
                Optional.empty(),
                Optional.empty());
    }

    private static Policy trust(String document) {
        Policy trust = Documents.read(document, PolicyKind.TRUST);
        if (trust.size() > TRUST_ROOM) throw Refused.quota("ACLSizePerRole", TRUST_ROOM);
        return trust;
    }

    /** GetRole. */
    public View get(Caller.Authenticated caller, String name) {
        return operations.read(caller, Action.GET_ROLE, unit -> view(unit, unit.role(name)));
    }

    /** ListRoles. */
    public Page.Of<Role> list(Caller.Authenticated caller, Page page) {
        return operations.read(
                caller,
                Action.LIST_ROLES,
                unit -> {
                    unit.require("*");
                    return page.cut(
                            unit.tables().roles().list(unit.accountId(), page.andOneMore()),
                            role -> role.name().toLowerCase(Locale.ROOT));
                });
    }

    /** UpdateRole: what is absent stays. */
    public View update(
            Caller.Authenticated caller,
            Action action,
            String name,
            Optional<String> description,
            Optional<Duration> maxSession) {
        return operations.change(
                caller,
                action,
                unit -> {
                    Role role = unit.role(name);
                    Role next =
                            role.with(
                                    description.or(role::description),
                                    maxSession.orElse(role.maxSession()));
                    unit.tables().roles().update(next);
                    return view(unit, next);
                });
    }

    /** UpdateAssumeRolePolicy. */
    public void setTrust(Caller.Authenticated caller, String name, String document) {
        operations.change(
                caller,
                Action.UPDATE_ASSUME_ROLE_POLICY,
                unit -> {
                    Role role = unit.role(name);
                    Policy trust = trust(document);
                    Role next = role.withTrust(document, TrustedIds.of(unit.tables(), trust));
                    unit.tables().roles().update(next);
                    return next;
                });
    }

    /** DeleteRole. */
    public void delete(Caller.Authenticated caller, String name) {
        operations.change(
                caller,
                Action.DELETE_ROLE,
                unit -> {
                    Role role = unit.role(name);
                    var permissions = unit.tables().permissions();
                    if (!permissions.attached(role.account(), role.id()).isEmpty()) {
                        throw conflict("detach all policies first.");
                    }
                    if (!permissions.inline(role.account(), role.id()).isEmpty()) {
                        throw conflict("delete policies first.");
                    }
                    unit.tables().roles().delete(role);
                    unit.tables().tags().removeAll(role.account(), role.id());
                    return role;
                });
    }

    private static Refused conflict(String rest) {
        return new Refused(Code.DeleteConflict, "Cannot delete entity, must " + rest);
    }

    /** TagRole. */
    public void tag(Caller.Authenticated caller, String name, List<Tag> tags) {
        operations.change(
                caller,
                Action.TAG_ROLE,
                unit -> {
                    Role role = unit.role(name, RequestKeys.NONE.withTags(tags));
                    Tags.checkSome(tags, Tags.Case.IGNORED);
                    Tags.put(unit, role.id(), tags, Tags.Case.IGNORED);
                    return role;
                });
    }

    /** UntagRole. */
    public void untag(Caller.Authenticated caller, String name, List<String> keys) {
        operations.change(
                caller,
                Action.UNTAG_ROLE,
                unit -> {
                    Role role = unit.role(name, RequestKeys.NONE.withTagKeys(keys));
                    Tags.remove(unit, role.id(), keys, Tags.Case.IGNORED);
                    return role;
                });
    }

    /** ListRoleTags. */
    public Page.Of<Tag> tags(Caller.Authenticated caller, String name, Page page) {
        return operations.read(
                caller, Action.LIST_ROLE_TAGS, unit -> Tags.page(unit, unit.role(name).id(), page));
    }
}
