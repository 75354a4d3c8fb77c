package countersign.iam.permission;

import countersign.iam.ConcurrentChange;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.authorization.Unit;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.role.Role;
import countersign.iam.session.Caller;
import java.util.Optional;

/** Permissions boundaries of users and roles. */
public final class Boundaries {
    private final Operations operations;

    public Boundaries(Operations operations) {
        this.operations = operations;
    }

    /** Inside a unit: refuses an ARN of which there is no policy. */
    public static void requirePolicy(Unit unit, String arn) {
        PolicyArn policy = PolicyArn.parse(arn);
        if (!policy.exists(unit.tables(), unit.accountId())) throw policy.notAttachable();
    }

    /** PutUserPermissionsBoundary, or DeleteUserPermissionsBoundary without an ARN. */
    public void ofUser(Caller.Authenticated caller, String name, Optional<String> arn) {
        Action action =
                arn.isPresent()
                        ? Action.PUT_USER_PERMISSIONS_BOUNDARY
                        : Action.DELETE_USER_PERMISSIONS_BOUNDARY;
        operations.change(
                caller,
                action,
                unit -> {
                    Principal user = unit.user(name, key(arn));
                    arn.ifPresent(it -> requirePolicy(unit, it));
                    if (!(user.identity() instanceof Identity.User identity)) {
                        throw new IllegalStateException("a user of that name is an IAM user");
                    }
                    var next = new Identity.User(identity.name(), identity.path(), arn);
                    if (!unit.tables().principals().setIdentity(user, next)) {
                        throw new ConcurrentChange();
                    }
                    return user;
                });
    }

    private static RequestKeys key(Optional<String> arn) {
        return RequestKeys.NONE.with("iam:PermissionsBoundary", arn);
    }

    /** PutRolePermissionsBoundary, or DeleteRolePermissionsBoundary without an ARN. */
    public void ofRole(Caller.Authenticated caller, String name, Optional<String> arn) {
        Action action =
                arn.isPresent()
                        ? Action.PUT_ROLE_PERMISSIONS_BOUNDARY
                        : Action.DELETE_ROLE_PERMISSIONS_BOUNDARY;
        operations.change(
                caller,
                action,
                unit -> {
                    Role role = unit.role(name, key(arn));
                    arn.ifPresent(it -> requirePolicy(unit, it));
                    unit.tables().roles().update(role.withBoundary(arn));
                    return role;
                });
    }
}
