package countersign.aws.actions;

import countersign.iam.permission.OwnedPolicies;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.session.Caller;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/** The inline and attached policies of users. */
final class UserPolicyActions {
    private static final Paging LIST = new Paging("ListUserPolicies");
    private static final Paging LIST_ATTACHED = new Paging("ListAttachedUserPolicies");

    private final OwnedPolicies policies;

    UserPolicyActions(OwnedPolicies policies) {
        this.policies = policies;
    }

    void register(Actions actions) {
        actions.on("PutUserPolicy", PutUserPolicyRequest.class, this::put)
                .on("GetUserPolicy", GetUserPolicyRequest.class, this::get)
                .on("ListUserPolicies", ListUserPoliciesRequest.class, this::list)
                .on("DeleteUserPolicy", DeleteUserPolicyRequest.class, this::delete)
                .on("AttachUserPolicy", AttachUserPolicyRequest.class, this::attach)
                .on("DetachUserPolicy", DetachUserPolicyRequest.class, this::detach)
                .on(
                        "ListAttachedUserPolicies",
                        ListAttachedUserPoliciesRequest.class,
                        this::listAttached);
    }

    private PutUserPolicyResponse put(Caller.Api caller, PutUserPolicyRequest request) {
        var policy = new Inline(request.policyName(), request.policyDocument());
        policies.putInline(caller, Kind.USER, request.userName(), policy);
        return PutUserPolicyResponse.builder().build();
    }

    private GetUserPolicyResponse get(Caller.Api caller, GetUserPolicyRequest request) {
        var found = policies.inline(caller, Kind.USER, request.userName(), request.policyName());
        return GetUserPolicyResponse.builder()
                .userName(found.owner().name())
                .policyName(found.policy().name())
                .policyDocument(Shown.document(found.policy().document()))
                .build();
    }

    private ListUserPoliciesResponse list(Caller.Api caller, ListUserPoliciesRequest request) {
        var page = LIST.page(request.marker(), request.maxItems());
        var names = policies.listInline(caller, Kind.USER, request.userName(), page);
        return ListUserPoliciesResponse.builder()
                .policyNames(names.items())
                .isTruncated(Paging.isTruncated(names))
                .marker(LIST.marker(names))
                .build();
    }

    private DeleteUserPolicyResponse delete(Caller.Api caller, DeleteUserPolicyRequest request) {
        policies.deleteInline(caller, Kind.USER, request.userName(), request.policyName());
        return DeleteUserPolicyResponse.builder().build();
    }

    private AttachUserPolicyResponse attach(Caller.Api caller, AttachUserPolicyRequest request) {
        policies.attach(caller, Kind.USER, request.userName(), request.policyArn());
        return AttachUserPolicyResponse.builder().build();
    }

    private DetachUserPolicyResponse detach(Caller.Api caller, DetachUserPolicyRequest request) {
        policies.detach(caller, Kind.USER, request.userName(), request.policyArn());
        return DetachUserPolicyResponse.builder().build();
    }

    private ListAttachedUserPoliciesResponse listAttached(
            Caller.Api caller, ListAttachedUserPoliciesRequest request) {
        var page = LIST_ATTACHED.page(request.pathPrefix(), request.marker(), request.maxItems());
        var arns =
                policies.listAttached(
                        caller, Kind.USER, request.userName(), page.pathPrefix(), page);
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(Shown.attached(arns.items()))
                .isTruncated(Paging.isTruncated(arns))
                .marker(LIST_ATTACHED.marker(arns))
                .build();
    }
}
