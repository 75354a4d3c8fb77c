package countersign.aws.actions;

import countersign.iam.permission.PolicyVersions;
import countersign.iam.session.Caller;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/** The versions of managed policies. */
final class PolicyVersionActions {
    private static final Paging LIST = new Paging("ListPolicyVersions");

    private final PolicyVersions versions;

    PolicyVersionActions(PolicyVersions versions) {
        this.versions = versions;
    }

    void register(Actions actions) {
        actions.on("CreatePolicyVersion", CreatePolicyVersionRequest.class, this::create)
                .on("GetPolicyVersion", GetPolicyVersionRequest.class, this::get)
                .on("ListPolicyVersions", ListPolicyVersionsRequest.class, this::list)
                .on(
                        "SetDefaultPolicyVersion",
                        SetDefaultPolicyVersionRequest.class,
                        this::setDefault)
                .on("DeletePolicyVersion", DeletePolicyVersionRequest.class, this::delete);
    }

    private CreatePolicyVersionResponse create(
            Caller.Api caller, CreatePolicyVersionRequest request) {
        var created =
                versions.create(
                        caller,
                        request.policyArn(),
                        request.policyDocument(),
                        Boolean.TRUE.equals(request.setAsDefault()));
        return CreatePolicyVersionResponse.builder().policyVersion(shown(created).build()).build();
    }

    /** Only GetPolicyVersion shows the document. */
    private static PolicyVersion.Builder shown(PolicyVersions.Version version) {
        return PolicyVersion.builder()
                .versionId(Shown.version(version.number()))
                .isDefaultVersion(version.isDefault())
                .createDate(version.createdAt());
    }

    private GetPolicyVersionResponse get(Caller.Api caller, GetPolicyVersionRequest request) {
        var found = versions.get(caller, request.policyArn(), request.versionId());
        return GetPolicyVersionResponse.builder()
                .policyVersion(shown(found).document(Shown.document(found.document())).build())
                .build();
    }

    private ListPolicyVersionsResponse list(Caller.Api caller, ListPolicyVersionsRequest request) {
        var asked = LIST.page(request.marker(), request.maxItems());
        var rest =
                versions.list(caller, request.policyArn()).stream()
                        .filter(version -> key(version).compareTo(asked.after()) > 0)
                        .toList();
        var page = asked.cut(rest, PolicyVersionActions::key);
        return ListPolicyVersionsResponse.builder()
                .versions(page.items().stream().map(version -> shown(version).build()).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST.marker(page))
                .build();
    }

    /** Newest first. */
    private static String key(PolicyVersions.Version version) {
        return "%010d".formatted(Integer.MAX_VALUE - version.number());
    }

    private SetDefaultPolicyVersionResponse setDefault(
            Caller.Api caller, SetDefaultPolicyVersionRequest request) {
        versions.setDefault(caller, request.policyArn(), request.versionId());
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    private DeletePolicyVersionResponse delete(
            Caller.Api caller, DeletePolicyVersionRequest request) {
        versions.delete(caller, request.policyArn(), request.versionId());
        return DeletePolicyVersionResponse.builder().build();
    }
}
