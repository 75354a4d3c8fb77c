package countersign.aws.actions;

import countersign.iam.Page;
import countersign.iam.permission.ManagedPolicies;
import countersign.iam.session.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

/** Managed policies: the account's, and AWS's to read. */
final class PolicyActions {
    private static final Paging LIST = new Paging("ListPolicies");
    private static final Paging LIST_TAGS = new Paging("ListPolicyTags");

    private final ManagedPolicies policies;

    PolicyActions(ManagedPolicies policies) {
        this.policies = policies;
    }

    void register(Actions actions) {
        actions.on("CreatePolicy", CreatePolicyRequest.class, this::create)
                .on("GetPolicy", GetPolicyRequest.class, this::get)
                .on("ListPolicies", ListPoliciesRequest.class, this::list)
                .on("DeletePolicy", DeletePolicyRequest.class, this::delete)
                .on("TagPolicy", TagPolicyRequest.class, this::tag)
                .on("UntagPolicy", UntagPolicyRequest.class, this::untag)
                .on("ListPolicyTags", ListPolicyTagsRequest.class, this::tags);
    }

    private CreatePolicyResponse create(Caller.Api caller, CreatePolicyRequest request) {
        var created =
                policies.create(
                        caller,
                        request.policyName(),
                        Optional.ofNullable(request.path()).orElse("/"),
                        request.policyDocument(),
                        Optional.ofNullable(request.description()),
                        Tags.of(request.tags()));
        var shown = shown(created).tags(Tags.shownIfAny(created.tags())).build();
        return CreatePolicyResponse.builder().policy(shown).build();
    }

    /** Only GetPolicy says more: the description and the tags. */
    private static Policy.Builder shown(ManagedPolicies.View view) {
        return Policy.builder()
                .policyName(view.name())
                .policyId(view.id())
                .arn(view.arn())
                .path(view.path())
                .defaultVersionId(Shown.version(view.defaultVersion()))
                .attachmentCount(view.attached())
                .permissionsBoundaryUsageCount(view.boundaries())
                .isAttachable(true)
                .createDate(view.createdAt())
                .updateDate(view.updatedAt());
    }

    private GetPolicyResponse get(Caller.Api caller, GetPolicyRequest request) {
        var found = policies.get(caller, request.policyArn());
        var shown =
                shown(found)
                        .description(found.description().orElse(null))
                        .tags(Tags.shown(found.tags()))
                        .build();
        return GetPolicyResponse.builder().policy(shown).build();
    }

    private ListPoliciesResponse list(Caller.Api caller, ListPoliciesRequest request) {
        var asked = LIST.page(request.pathPrefix(), request.marker(), request.maxItems());
        var page = list(caller, request, asked);
        return ListPoliciesResponse.builder()
                .policies(page.items().stream().map(view -> shown(view).build()).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST.marker(page))
                .build();
    }

    private Page.Of<ManagedPolicies.View> list(
            Caller.Api caller, ListPoliciesRequest request, Page asked) {
        ManagedPolicies.Scope scope = scope(request.scopeAsString());
        boolean onlyAttached = Boolean.TRUE.equals(request.onlyAttached());
        String usage = request.policyUsageFilterAsString();
        if (usage == null) {
            return policies.list(caller, scope, onlyAttached, asked);
        }
        var rest = new Page(asked.pathPrefix(), asked.after(), Page.all().most());
        var all = policies.list(caller, scope, onlyAttached, rest).items();
        return asked.cut(
                all.stream().filter(view -> isUsed(view, usage)).toList(),
                ManagedPolicies.View::arn);
    }

    private static ManagedPolicies.Scope scope(@Nullable String scope) {
        return switch (scope) {
            case "AWS" -> ManagedPolicies.Scope.AWS;
            case "Local" -> ManagedPolicies.Scope.LOCAL;
            case null, default -> ManagedPolicies.Scope.ALL;
        };
    }

    private static boolean isUsed(ManagedPolicies.View view, String usage) {
        return (usage.equals("PermissionsBoundary") ? view.boundaries() : view.attached()) > 0;
    }

    private DeletePolicyResponse delete(Caller.Api caller, DeletePolicyRequest request) {
        policies.delete(caller, request.policyArn());
        return DeletePolicyResponse.builder().build();
    }

    private TagPolicyResponse tag(Caller.Api caller, TagPolicyRequest request) {
        policies.tag(caller, request.policyArn(), Tags.of(request.tags()));
        return TagPolicyResponse.builder().build();
    }

    private UntagPolicyResponse untag(Caller.Api caller, UntagPolicyRequest request) {
        policies.untag(caller, request.policyArn(), request.tagKeys());
        return UntagPolicyResponse.builder().build();
    }

    private ListPolicyTagsResponse tags(Caller.Api caller, ListPolicyTagsRequest request) {
        var page = LIST_TAGS.page(request.marker(), request.maxItems());
        var tags = policies.tags(caller, request.policyArn(), page);
        return ListPolicyTagsResponse.builder()
                .tags(Tags.shown(tags.items()))
                .isTruncated(Paging.isTruncated(tags))
                .marker(LIST_TAGS.marker(tags))
                .build();
    }
}
