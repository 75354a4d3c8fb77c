package countersign.aws.actions;

import countersign.iam.permission.Boundaries;
import countersign.iam.session.Caller;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;

/** Permissions boundaries of users and roles. */
final class BoundaryActions {
    private final Boundaries boundaries;

    BoundaryActions(Boundaries boundaries) {
        this.boundaries = boundaries;
    }

    void register(Actions actions) {
        actions.on(
                        "PutUserPermissionsBoundary",
                        PutUserPermissionsBoundaryRequest.class,
                        this::putUser)
                .on(
                        "DeleteUserPermissionsBoundary",
                        DeleteUserPermissionsBoundaryRequest.class,
                        this::deleteUser)
                .on(
                        "PutRolePermissionsBoundary",
                        PutRolePermissionsBoundaryRequest.class,
                        this::putRole)
                .on(
                        "DeleteRolePermissionsBoundary",
                        DeleteRolePermissionsBoundaryRequest.class,
                        this::deleteRole);
    }

    private PutUserPermissionsBoundaryResponse putUser(
            Caller.Api caller, PutUserPermissionsBoundaryRequest request) {
        boundaries.ofUser(caller, request.userName(), Optional.of(request.permissionsBoundary()));
        return PutUserPermissionsBoundaryResponse.builder().build();
    }

    private DeleteUserPermissionsBoundaryResponse deleteUser(
            Caller.Api caller, DeleteUserPermissionsBoundaryRequest request) {
        boundaries.ofUser(caller, request.userName(), Optional.empty());
        return DeleteUserPermissionsBoundaryResponse.builder().build();
    }

    private PutRolePermissionsBoundaryResponse putRole(
            Caller.Api caller, PutRolePermissionsBoundaryRequest request) {
        boundaries.ofRole(caller, request.roleName(), Optional.of(request.permissionsBoundary()));
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    private DeleteRolePermissionsBoundaryResponse deleteRole(
            Caller.Api caller, DeleteRolePermissionsBoundaryRequest request) {
        boundaries.ofRole(caller, request.roleName(), Optional.empty());
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }
}
