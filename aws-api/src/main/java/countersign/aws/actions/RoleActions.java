package countersign.aws.actions;

import countersign.iam.authorization.Action;
import countersign.iam.role.Role;
import countersign.iam.role.Roles;
import countersign.iam.session.Caller;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** Roles and their tags. */
final class RoleActions {
    private static final Paging LIST = new Paging("ListRoles");
    private static final Paging LIST_TAGS = new Paging("ListRoleTags");

    private final Roles roles;

    RoleActions(Roles roles) {
        this.roles = roles;
    }

    void register(Actions actions) {
        actions.on("CreateRole", CreateRoleRequest.class, this::create)
                .on("GetRole", GetRoleRequest.class, this::get)
                .on("ListRoles", ListRolesRequest.class, this::list)
                .on("UpdateRole", UpdateRoleRequest.class, this::update)
                .on("UpdateRoleDescription", UpdateRoleDescriptionRequest.class, this::describe)
                .on("DeleteRole", DeleteRoleRequest.class, this::delete)
                .on("UpdateAssumeRolePolicy", UpdateAssumeRolePolicyRequest.class, this::trust)
                .on("TagRole", TagRoleRequest.class, this::tag)
                .on("UntagRole", UntagRoleRequest.class, this::untag)
                .on("ListRoleTags", ListRoleTagsRequest.class, this::tags);
    }

    private CreateRoleResponse create(Caller.Api caller, CreateRoleRequest request) {
        var wanted =
                new Roles.Wanted(
                        request.roleName(),
                        Optional.ofNullable(request.path()).orElse("/"),
                        request.assumeRolePolicyDocument(),
                        Optional.ofNullable(request.description()),
                        seconds(request.maxSessionDuration()).orElse(Role.SHORTEST_SESSION),
                        Optional.ofNullable(request.permissionsBoundary()),
                        Tags.of(request.tags()));
        var created = roles.create(caller, wanted);
        var shown =
                RoleShapes.common(created.role())
                        .permissionsBoundary(Shown.boundary(created.role().boundary()))
                        .tags(Tags.shownIfAny(created.tags()));
        return CreateRoleResponse.builder().role(shown.build()).build();
    }

    private static Optional<Duration> seconds(@Nullable Integer seconds) {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }

    private GetRoleResponse get(Caller.Api caller, GetRoleRequest request) {
        var found = roles.get(caller, request.roleName());
        return GetRoleResponse.builder().role(RoleShapes.whole(found)).build();
    }

    private ListRolesResponse list(Caller.Api caller, ListRolesRequest request) {
        var page =
                roles.list(
                        caller,
                        LIST.page(request.pathPrefix(), request.marker(), request.maxItems()));
        return ListRolesResponse.builder()
                .roles(page.items().stream().map(RoleShapes::listed).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST.marker(page))
                .build();
    }

    private UpdateRoleResponse update(Caller.Api caller, UpdateRoleRequest request) {
        roles.update(
                caller,
                Action.UPDATE_ROLE,
                request.roleName(),
                Optional.ofNullable(request.description()),
                seconds(request.maxSessionDuration()));
        return UpdateRoleResponse.builder().build();
    }

    private UpdateRoleDescriptionResponse describe(
            Caller.Api caller, UpdateRoleDescriptionRequest request) {
        var updated =
                roles.update(
                        caller,
                        Action.UPDATE_ROLE_DESCRIPTION,
                        request.roleName(),
                        Optional.of(request.description()),
                        Optional.empty());
        return UpdateRoleDescriptionResponse.builder()
                .role(RoleShapes.listed(updated.role()))
                .build();
    }

    private DeleteRoleResponse delete(Caller.Api caller, DeleteRoleRequest request) {
        roles.delete(caller, request.roleName());
        return DeleteRoleResponse.builder().build();
    }

    private UpdateAssumeRolePolicyResponse trust(
            Caller.Api caller, UpdateAssumeRolePolicyRequest request) {
        roles.setTrust(caller, request.roleName(), request.policyDocument());
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    private TagRoleResponse tag(Caller.Api caller, TagRoleRequest request) {
        roles.tag(caller, request.roleName(), Tags.of(request.tags()));
        return TagRoleResponse.builder().build();
    }

    private UntagRoleResponse untag(Caller.Api caller, UntagRoleRequest request) {
        roles.untag(caller, request.roleName(), request.tagKeys());
        return UntagRoleResponse.builder().build();
    }

    private ListRoleTagsResponse tags(Caller.Api caller, ListRoleTagsRequest request) {
        var page = LIST_TAGS.page(request.marker(), request.maxItems());
        var tags = roles.tags(caller, request.roleName(), page);
        return ListRoleTagsResponse.builder()
                .tags(Tags.shown(tags.items()))
                .isTruncated(Paging.isTruncated(tags))
                .marker(LIST_TAGS.marker(tags))
                .build();
    }
}
