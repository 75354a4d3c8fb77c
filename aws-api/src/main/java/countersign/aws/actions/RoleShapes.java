package countersign.aws.actions;

import countersign.iam.role.Roles;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

/** Roles as answers show them: what is in them depends on the action. */
final class RoleShapes {
    private RoleShapes() {}

    /** What every answer has. */
    static Role.Builder common(countersign.iam.role.Role role) {
        return Role.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn())
                .createDate(role.createdAt())
                .assumeRolePolicyDocument(Shown.document(role.trustPolicy()))
                .description(role.description().orElse(null));
    }

    /** Without tags, boundary and last use. */
    static Role listed(countersign.iam.role.Role role) {
        return common(role).maxSessionDuration(seconds(role)).build();
    }

    private static int seconds(countersign.iam.role.Role role) {
        return Math.toIntExact(role.maxSession().toSeconds());
    }

    /** As it is shown by itself; RoleLastUsed is there, and empty, when it never was used. */
    static Role whole(Roles.View view) {
        var role = view.role();
        return common(role)
                .maxSessionDuration(seconds(role))
                .permissionsBoundary(Shown.boundary(role.boundary()))
                .tags(Tags.shownIfAny(view.tags()))
                .roleLastUsed(lastUsed(role))
                .build();
    }

    static RoleLastUsed lastUsed(countersign.iam.role.Role role) {
        return RoleLastUsed.builder()
                .lastUsedDate(role.usedAt().orElse(null))
                .region(role.usedRegion().orElse(null))
                .build();
    }
}
