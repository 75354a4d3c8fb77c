package countersign.aws.actions;

import countersign.iam.permission.OwnedPolicies;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.session.Caller;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;

/** The inline and attached policies of groups. */
final class GroupPolicyActions {
    private static final Paging LIST = new Paging("ListGroupPolicies");
    private static final Paging LIST_ATTACHED = new Paging("ListAttachedGroupPolicies");

    private final OwnedPolicies policies;

    GroupPolicyActions(OwnedPolicies policies) {
        this.policies = policies;
    }

    void register(Actions actions) {
        actions.on("PutGroupPolicy", PutGroupPolicyRequest.class, this::put)
                .on("GetGroupPolicy", GetGroupPolicyRequest.class, this::get)
                .on("ListGroupPolicies", ListGroupPoliciesRequest.class, this::list)
                .on("DeleteGroupPolicy", DeleteGroupPolicyRequest.class, this::delete)
                .on("AttachGroupPolicy", AttachGroupPolicyRequest.class, this::attach)
                .on("DetachGroupPolicy", DetachGroupPolicyRequest.class, this::detach)
                .on(
                        "ListAttachedGroupPolicies",
                        ListAttachedGroupPoliciesRequest.class,
                        this::listAttached);
    }

    private PutGroupPolicyResponse put(Caller.Api caller, PutGroupPolicyRequest request) {
        var policy = new Inline(request.policyName(), request.policyDocument());
        policies.putInline(caller, Kind.GROUP, request.groupName(), policy);
        return PutGroupPolicyResponse.builder().build();
    }

    private GetGroupPolicyResponse get(Caller.Api caller, GetGroupPolicyRequest request) {
        var found = policies.inline(caller, Kind.GROUP, request.groupName(), request.policyName());
        return GetGroupPolicyResponse.builder()
                .groupName(found.owner().name())
                .policyName(found.policy().name())
                .policyDocument(Shown.document(found.policy().document()))
                .build();
    }

    private ListGroupPoliciesResponse list(Caller.Api caller, ListGroupPoliciesRequest request) {
        var page = LIST.page(request.marker(), request.maxItems());
        var names = policies.listInline(caller, Kind.GROUP, request.groupName(), page);
        return ListGroupPoliciesResponse.builder()
                .policyNames(names.items())
                .isTruncated(Paging.isTruncated(names))
                .marker(LIST.marker(names))
                .build();
    }

    private DeleteGroupPolicyResponse delete(Caller.Api caller, DeleteGroupPolicyRequest request) {
        policies.deleteInline(caller, Kind.GROUP, request.groupName(), request.policyName());
        return DeleteGroupPolicyResponse.builder().build();
    }

    private AttachGroupPolicyResponse attach(Caller.Api caller, AttachGroupPolicyRequest request) {
        policies.attach(caller, Kind.GROUP, request.groupName(), request.policyArn());
        return AttachGroupPolicyResponse.builder().build();
    }

    private DetachGroupPolicyResponse detach(Caller.Api caller, DetachGroupPolicyRequest request) {
        policies.detach(caller, Kind.GROUP, request.groupName(), request.policyArn());
        return DetachGroupPolicyResponse.builder().build();
    }

    private ListAttachedGroupPoliciesResponse listAttached(
            Caller.Api caller, ListAttachedGroupPoliciesRequest request) {
        var page = LIST_ATTACHED.page(request.pathPrefix(), request.marker(), request.maxItems());
        var arns =
                policies.listAttached(
                        caller, Kind.GROUP, request.groupName(), page.pathPrefix(), page);
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(Shown.attached(arns.items()))
                .isTruncated(Paging.isTruncated(arns))
                .marker(LIST_ATTACHED.marker(arns))
                .build();
    }
}
