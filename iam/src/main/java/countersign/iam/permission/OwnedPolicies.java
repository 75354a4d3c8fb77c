package countersign.iam.permission;

import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.authorization.Unit;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.session.Caller;
import countersign.policy.PolicyKind;
import java.util.List;
import java.util.Locale;

/** Inline and attached policies of users, groups and roles: one code for the three. */
public final class OwnedPolicies {
    private final Operations operations;

    public OwnedPolicies(Operations operations) {
        this.operations = operations;
    }

    /** PutUserPolicy, PutGroupPolicy, PutRolePolicy. */
    public void putInline(Caller.Authenticated caller, Kind kind, String ownerName, Inline policy) {
        operations.change(
                caller,
                action(
                        kind,
                        Action.PUT_USER_POLICY,
                        Action.PUT_GROUP_POLICY,
                        Action.PUT_ROLE_POLICY),
                unit -> {
                    Owner owner = Owner.find(unit, kind, ownerName, RequestKeys.NONE);
                    Documents.read(policy.document(), PolicyKind.IDENTITY);
                    var table = unit.tables().permissions();
                    table.putInline(unit.accountId(), owner.id(), policy);
                    int used =
                            table.inline(unit.accountId(), owner.id()).stream()
                                    .mapToInt(it -> size(it.document()))
                                    .sum();
                    if (used > kind.inlineRoom()) {
                        throw new Refused(
                                Code.LimitExceeded,
                                "Maximum policy size of %d bytes exceeded for %s %s"
                                        .formatted(kind.inlineRoom(), kind.word(), owner.name()));
                    }
                    return owner;
                });
    }

    private static int size(String document) {
        return Math.toIntExact(document.chars().filter(c -> !Character.isWhitespace(c)).count());
    }

    private static Action action(Kind kind, Action user, Action group, Action role) {
        return switch (kind) {
            case USER -> user;
            case GROUP -> group;
            case ROLE -> role;
        };
    }

    /** An inline policy, with the owner's name as it is written. */
    public record Found(Owner owner, Inline policy) {}

    /** GetUserPolicy, GetGroupPolicy, GetRolePolicy. */
    public Found inline(Caller.Authenticated caller, Kind kind, String ownerName, String name) {
        return operations.read(
                caller,
                action(
                        kind,
                        Action.GET_USER_POLICY,
                        Action.GET_GROUP_POLICY,
                        Action.GET_ROLE_POLICY),
                unit -> {
                    Owner owner = Owner.find(unit, kind, ownerName, RequestKeys.NONE);
                    return new Found(owner, inline(unit, owner, name));
                });
    }

    private static Inline inline(Unit unit, Owner owner, String name) {
        return unit.tables()
                .permissions()
                .inline(unit.accountId(), owner.id(), name)
                .orElseThrow(() -> noInline(owner, name));
    }

    private static Refused noInline(Owner owner, String name) {
        return new Refused(
                Code.NoSuchEntity,
                "The %s policy with name %s cannot be found.".formatted(owner.kind().word(), name));
    }

    /** ListUserPolicies, ListGroupPolicies, ListRolePolicies: names. */
    public Page.Of<String> listInline(
            Caller.Authenticated caller, Kind kind, String ownerName, Page page) {
        return operations.read(
                caller,
                action(
                        kind,
                        Action.LIST_USER_POLICIES,
                        Action.LIST_GROUP_POLICIES,
                        Action.LIST_ROLE_POLICIES),
                unit -> {
                    Owner owner = Owner.find(unit, kind, ownerName, RequestKeys.NONE);
                    List<String> names =
                            unit
                                    .tables()
                                    .permissions()
                                    .inline(unit.accountId(), owner.id())
                                    .stream()
                                    .map(Inline::name)
                                    .filter(it -> key(it).compareTo(page.after()) > 0)
                                    .limit(page.most() + 1L)
                                    .toList();
                    return page.cut(names, OwnedPolicies::key);
                });
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** DeleteUserPolicy, DeleteGroupPolicy, DeleteRolePolicy. */
    public void deleteInline(
            Caller.Authenticated caller, Kind kind, String ownerName, String name) {
        operations.change(
                caller,
                action(
                        kind,
                        Action.DELETE_USER_POLICY,
                        Action.DELETE_GROUP_POLICY,
                        Action.DELETE_ROLE_POLICY),
                unit -> {
                    Owner owner = Owner.find(unit, kind, ownerName, RequestKeys.NONE);
                    boolean deleted =
                            unit.tables()
                                    .permissions()
                                    .deleteInline(unit.accountId(), owner.id(), name);
                    if (!deleted) throw noInline(owner, name);
                    return owner;
                });
    }

    /** AttachUserPolicy, AttachGroupPolicy, AttachRolePolicy. */
    public void attach(Caller.Authenticated caller, Kind kind, String ownerName, String arn) {
        operations.change(
                caller,
                action(
                        kind,
                        Action.ATTACH_USER_POLICY,
                        Action.ATTACH_GROUP_POLICY,
                        Action.ATTACH_ROLE_POLICY),
                unit -> {
                    PolicyArn policy = PolicyArn.parse(arn);
                    Owner owner = Owner.find(unit, kind, ownerName, key(policy));
                    if (!policy.exists(unit.tables(), unit.accountId())) {
                        throw policy.notAttachable();
                    }
                    attach(unit, owner, policy);
                    return owner;
                });
    }

    private static RequestKeys key(PolicyArn policy) {
        return RequestKeys.of("iam:PolicyARN", policy.text());
    }

    private static void attach(Unit unit, Owner owner, PolicyArn policy) {
        var table = unit.tables().permissions();
        table.attach(unit.accountId(), owner.id(), policy.text());
        if (table.attached(unit.accountId(), owner.id()).size() > Kind.MOST_ATTACHED) {
            throw Refused.quota(owner.kind().quota(), Kind.MOST_ATTACHED);
        }
    }

    /** DetachUserPolicy, DetachGroupPolicy, DetachRolePolicy. */
    public void detach(Caller.Authenticated caller, Kind kind, String ownerName, String arn) {
        operations.change(
                caller,
                action(
                        kind,
                        Action.DETACH_USER_POLICY,
                        Action.DETACH_GROUP_POLICY,
                        Action.DETACH_ROLE_POLICY),
                unit -> {
                    PolicyArn policy = PolicyArn.parse(arn);
                    Owner owner = Owner.find(unit, kind, ownerName, key(policy));
                    boolean detached =
                            unit.tables().permissions().detach(unit.accountId(), owner.id(), arn);
                    if (!detached) throw policy.notFound();
                    return owner;
                });
    }

    /** ListAttachedUserPolicies, ListAttachedGroupPolicies, ListAttachedRolePolicies: ARNs. */
    public Page.Of<String> listAttached(
            Caller.Authenticated caller,
            Kind kind,
            String ownerName,
            String pathPrefix,
            Page page) {
        return operations.read(
                caller,
                action(
                        kind,
                        Action.LIST_ATTACHED_USER_POLICIES,
                        Action.LIST_ATTACHED_GROUP_POLICIES,
                        Action.LIST_ATTACHED_ROLE_POLICIES),
                unit -> {
                    Owner owner = Owner.find(unit, kind, ownerName, RequestKeys.NONE);
                    List<String> arns =
                            unit
                                    .tables()
                                    .permissions()
                                    .attached(unit.accountId(), owner.id())
                                    .stream()
                                    .filter(arn -> path(arn).startsWith(pathPrefix))
                                    .filter(arn -> arn.compareTo(page.after()) > 0)
                                    .limit(page.most() + 1L)
                                    .toList();
                    return page.cut(arns, arn -> arn);
                });
    }

    /** The path in a policy's ARN. */
    static String path(String arn) {
        return arn.substring(
                arn.indexOf(":policy/") + ":policy".length(), arn.lastIndexOf('/') + 1);
    }
}
