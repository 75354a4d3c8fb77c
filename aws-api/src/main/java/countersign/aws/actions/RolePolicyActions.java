package countersign.aws.actions;

import countersign.iam.permission.OwnedPolicies;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.session.Caller;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** The inline and attached policies of roles. */
final class RolePolicyActions {
    private static final Paging LIST = new Paging("ListRolePolicies");
    private static final Paging LIST_ATTACHED = new Paging("ListAttachedRolePolicies");

    private final OwnedPolicies policies;

    RolePolicyActions(OwnedPolicies policies) {
        this.policies = policies;
    }

    void register(Actions actions) {
        actions.on("PutRolePolicy", PutRolePolicyRequest.class, this::put)
                .on("GetRolePolicy", GetRolePolicyRequest.class, this::get)
                .on("ListRolePolicies", ListRolePoliciesRequest.class, this::list)
                .on("DeleteRolePolicy", DeleteRolePolicyRequest.class, this::delete)
                .on("AttachRolePolicy", AttachRolePolicyRequest.class, this::attach)
                .on("DetachRolePolicy", DetachRolePolicyRequest.class, this::detach)
                .on(
                        "ListAttachedRolePolicies",
                        ListAttachedRolePoliciesRequest.class,
                        this::listAttached);
    }

    private PutRolePolicyResponse put(Caller.Api caller, PutRolePolicyRequest request) {
        var policy = new Inline(request.policyName(), request.policyDocument());
        policies.putInline(caller, Kind.ROLE, request.roleName(), policy);
        return PutRolePolicyResponse.builder().build();
    }

    private GetRolePolicyResponse get(Caller.Api caller, GetRolePolicyRequest request) {
        var found = policies.inline(caller, Kind.ROLE, request.roleName(), request.policyName());
        return GetRolePolicyResponse.builder()
                .roleName(found.owner().name())
                .policyName(found.policy().name())
                .policyDocument(Shown.document(found.policy().document()))
                .build();
    }

    private ListRolePoliciesResponse list(Caller.Api caller, ListRolePoliciesRequest request) {
        var page = LIST.page(request.marker(), request.maxItems());
        var names = policies.listInline(caller, Kind.ROLE, request.roleName(), page);
        return ListRolePoliciesResponse.builder()
                .policyNames(names.items())
                .isTruncated(Paging.isTruncated(names))
                .marker(LIST.marker(names))
                .build();
    }

    private DeleteRolePolicyResponse delete(Caller.Api caller, DeleteRolePolicyRequest request) {
        policies.deleteInline(caller, Kind.ROLE, request.roleName(), request.policyName());
        return DeleteRolePolicyResponse.builder().build();
    }

    private AttachRolePolicyResponse attach(Caller.Api caller, AttachRolePolicyRequest request) {
        policies.attach(caller, Kind.ROLE, request.roleName(), request.policyArn());
        return AttachRolePolicyResponse.builder().build();
    }

    private DetachRolePolicyResponse detach(Caller.Api caller, DetachRolePolicyRequest request) {
        policies.detach(caller, Kind.ROLE, request.roleName(), request.policyArn());
        return DetachRolePolicyResponse.builder().build();
    }

    private ListAttachedRolePoliciesResponse listAttached(
            Caller.Api caller, ListAttachedRolePoliciesRequest request) {
        var page = LIST_ATTACHED.page(request.pathPrefix(), request.marker(), request.maxItems());
        var arns =
                policies.listAttached(
                        caller, Kind.ROLE, request.roleName(), page.pathPrefix(), page);
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(Shown.attached(arns.items()))
                .isTruncated(Paging.isTruncated(arns))
                .marker(LIST_ATTACHED.marker(arns))
                .build();
    }
}
