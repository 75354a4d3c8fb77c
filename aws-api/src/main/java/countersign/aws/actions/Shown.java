package countersign.aws.actions;

import countersign.aws.query.Percent;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.user.Users;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.User;

/** Shapes that stand in the answers of several actions. */
final class Shown {
    /** What AWS sends, whatever the enum of its model says. */
    private static final String BOUNDARY_TYPE = "Policy";

    private Shown() {}

    /** As lists have it: no tags, no boundary. A root user has no name and no path. */
    static User user(Principal principal) {
        return builder(principal).build();
    }

    private static User.Builder builder(Principal principal) {
        var user =
                User.builder()
                        .userId(principal.id().text())
                        .arn(principal.arn())
                        .createDate(principal.createdAt())
                        .passwordLastUsed(principal.passwordLastUsed().orElse(null));
        return principal.identity() instanceof Identity.User(String name, String path, var _)
                ? user.userName(name).path(path)
                : user;
    }

    /** As it is shown by itself. */
    static User user(Users.View view) {
        return builder(view.user())
                .permissionsBoundary(
                        view.user().identity() instanceof Identity.User named
                                ? boundary(named.boundary())
                                : null)
                .tags(Tags.shownIfAny(view.tags()))
                .build();
    }

    static @Nullable AttachedPermissionsBoundary boundary(Optional<String> arn) {
        return arn.map(it ->
                        AttachedPermissionsBoundary.builder()
                                .permissionsBoundaryType(BOUNDARY_TYPE)
                                .permissionsBoundaryArn(it)
                                .build())
                .orElse(null);
    }

    /** The name is the last part of the ARN. */
    static List<AttachedPolicy> attached(List<String> policyArns) {
        return policyArns.stream()
                .map(arn ->
                        AttachedPolicy.builder()
                                .policyName(arn.substring(arn.lastIndexOf('/') + 1))
                                .policyArn(arn)
                                .build())
                .toList();
    }

    /** The version of a managed policy as the API names it. */
    static String version(int number) {
        return "v" + number;
    }

    /** Policy documents are percent-encoded in answers (RFC 3986). */
    static String document(String policy) {
        return Percent.encode(policy);
    }
}
