package countersign.aws.actions;

import countersign.iam.Page;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.principal.Identity;
import countersign.iam.report.AuthorizationDetails;
import countersign.iam.report.AuthorizationDetails.Detail;
import countersign.iam.report.AuthorizationDetails.Kind;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** Everybody in the account with all that they hold. */
final class DetailActions {
    private static final Paging LIST = new Paging("GetAccountAuthorizationDetails");

    private final AuthorizationDetails details;

    DetailActions(AuthorizationDetails details) {
        this.details = details;
    }

    void register(Actions actions) {
        actions.on(
                "GetAccountAuthorizationDetails",
                GetAccountAuthorizationDetailsRequest.class,
                this::get);
    }

    private GetAccountAuthorizationDetailsResponse get(
            Caller.Api caller, GetAccountAuthorizationDetailsRequest request) {
        Set<Kind> kinds =
                request.filterAsStrings().stream()
                        .map(DetailActions::kind)
                        .collect(Collectors.toUnmodifiableSet());
        var page = details.get(caller, kinds, LIST.page(request.marker(), request.maxItems()));
        return GetAccountAuthorizationDetailsResponse.builder()
                .userDetailList(of(page, Detail.OfUser.class, DetailActions::user))
                .groupDetailList(of(page, Detail.OfGroup.class, DetailActions::group))
                .roleDetailList(of(page, Detail.OfRole.class, DetailActions::role))
                .policies(of(page, Detail.OfPolicy.class, DetailActions::policy))
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST.marker(page))
                .build();
    }

    private static Kind kind(String filter) {
        return switch (filter) {
            case "User" -> Kind.USER;
            case "Group" -> Kind.GROUP;
            case "Role" -> Kind.ROLE;
            case "LocalManagedPolicy" -> Kind.LOCAL_MANAGED_POLICY;
            case "AWSManagedPolicy" -> Kind.AWS_MANAGED_POLICY;
            default -> throw new IllegalStateException("the constraints let " + filter + " pass");
        };
    }

    private static <D extends Detail, S> List<S> of(
            Page.Of<Detail> page, Class<D> type, Function<D, S> shape) {
        return page.items().stream().filter(type::isInstance).map(type::cast).map(shape).toList();
    }

    private static UserDetail user(Detail.OfUser detail) {
        var user = detail.user();
        var shown =
                UserDetail.builder()
                        .userName(user.userName().orElse(null))
                        .userId(user.id().text())
                        .arn(user.arn())
                        .createDate(user.createdAt())
                        .userPolicyList(inline(detail.policies().inline()))
                        .groupList(detail.groups())
                        .attachedManagedPolicies(Shown.attached(detail.policies().attached()))
                        .tags(Tags.shown(detail.tags()));
        if (user.identity() instanceof Identity.User named) {
            shown.path(named.path()).permissionsBoundary(Shown.boundary(named.boundary()));
        }
        return shown.build();
    }

    private static List<PolicyDetail> inline(List<Inline> policies) {
        return policies.stream()
                .map(policy ->
                        PolicyDetail.builder()
                                .policyName(policy.name())
                                .policyDocument(Shown.document(policy.document()))
                                .build())
                .toList();
    }

    private static GroupDetail group(Detail.OfGroup detail) {
        var group = detail.group();
        return GroupDetail.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn())
                .createDate(group.createdAt())
                .groupPolicyList(inline(detail.policies().inline()))
                .attachedManagedPolicies(Shown.attached(detail.policies().attached()))
                .build();
    }

    private static RoleDetail role(Detail.OfRole detail) {
        var role = detail.role();
        return RoleDetail.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn())
                .createDate(role.createdAt())
                .assumeRolePolicyDocument(Shown.document(role.trustPolicy()))
                .instanceProfileList(List.of())
                .rolePolicyList(inline(detail.policies().inline()))
                .attachedManagedPolicies(Shown.attached(detail.policies().attached()))
                .permissionsBoundary(Shown.boundary(role.boundary()))
                .tags(Tags.shown(detail.tags()))
                .roleLastUsed(RoleShapes.lastUsed(role))
                .build();
    }

    private static ManagedPolicyDetail policy(Detail.OfPolicy detail) {
        var policy = detail.policy();
        return ManagedPolicyDetail.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(Shown.version(policy.defaultVersion()))
                .attachmentCount(policy.attached())
                .permissionsBoundaryUsageCount(policy.boundaries())
                .isAttachable(true)
                .description(policy.description().orElse(null))
                .createDate(policy.createdAt())
                .updateDate(policy.updatedAt())
                .policyVersionList(
                        detail.versions().stream()
                                .map(version ->
                                        PolicyVersion.builder()
                                                .document(Shown.document(version.document()))
                                                .versionId(Shown.version(version.number()))
                                                .isDefaultVersion(version.isDefault())
                                                .createDate(version.createdAt())
                                                .build())
                                .toList())
                .build();
    }
}
