package countersign.aws.actions;

import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersResponse;
import software.amazon.awssdk.services.iam.model.ListOrganizationsFeaturesRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsRequest;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysRequest;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysResponse;

/** Lists of what nobody has here. Audit tools call them: allowed or not, then empty. */
final class EmptyLists {
    private final Operations operations;

    EmptyLists(Operations operations) {
        this.operations = operations;
    }

    void register(Actions actions) {
        ofAccount(actions);
        ofOwner(actions);
    }

    private void ofAccount(Actions actions) {
        actions.on(
                        "ListServerCertificates",
                        ListServerCertificatesRequest.class,
                        (caller, request) -> {
                            require(caller, Action.LIST_SERVER_CERTIFICATES, request.marker());
                            return ListServerCertificatesResponse.builder().build();
                        })
                .on(
                        "ListInstanceProfiles",
                        ListInstanceProfilesRequest.class,
                        (caller, request) -> {
                            require(caller, Action.LIST_INSTANCE_PROFILES, request.marker());
                            return ListInstanceProfilesResponse.builder().build();
                        })
                .on(
                        "ListSAMLProviders",
                        ListSamlProvidersRequest.class,
                        (caller, _) -> {
                            require(caller, Action.LIST_SAML_PROVIDERS, null);
                            return ListSamlProvidersResponse.builder()
                                    .samlProviderList(List.of())
                                    .build();
                        })
                .on(
                        "ListOpenIDConnectProviders",
                        ListOpenIdConnectProvidersRequest.class,
                        (caller, _) -> {
                            require(caller, Action.LIST_OPEN_ID_CONNECT_PROVIDERS, null);
                            return ListOpenIdConnectProvidersResponse.builder()
                                    .openIDConnectProviderList(List.of())
                                    .build();
                        })
                .on(
                        "ListOrganizationsFeatures",
                        ListOrganizationsFeaturesRequest.class,
                        (caller, _) -> {
                            require(caller, Action.LIST_ORGANIZATIONS_FEATURES, null);
                            throw new ApiFault(ErrorCode.ORGANIZATION_NOT_FOUND, NO_ORGANIZATION);
                        });
    }

    /** As the model words it. */
    private static final String NO_ORGANIZATION =
            "The request was rejected because no organization is associated with your account.";

    private void require(Caller.Api caller, Action action, @Nullable String marker) {
        operations.read(
                caller,
                action,
                unit -> {
                    unit.require("*");
                    return refuse(marker);
                });
    }

    private void ofOwner(Actions actions) {
        actions.on(
                        "ListSigningCertificates",
                        ListSigningCertificatesRequest.class,
                        (caller, request) -> {
                            var action = Action.LIST_SIGNING_CERTIFICATES;
                            requireUser(caller, action, request.userName(), request.marker());
                            return ListSigningCertificatesResponse.builder().build();
                        })
                .on(
                        "ListSSHPublicKeys",
                        ListSshPublicKeysRequest.class,
                        (caller, request) -> {
                            var action = Action.LIST_SSH_PUBLIC_KEYS;
                            requireUser(caller, action, request.userName(), request.marker());
                            return ListSshPublicKeysResponse.builder()
                                    .sshPublicKeys(List.of())
                                    .build();
                        })
                .on(
                        "ListServiceSpecificCredentials",
                        ListServiceSpecificCredentialsRequest.class,
                        (caller, request) -> {
                            var action = Action.LIST_SERVICE_SPECIFIC_CREDENTIALS;
                            if (Boolean.TRUE.equals(request.allUsers())) {
                                require(caller, action, request.marker());
                            } else {
                                requireUser(caller, action, request.userName(), request.marker());
                            }
                            return ListServiceSpecificCredentialsResponse.builder()
                                    .serviceSpecificCredentials(List.of())
                                    .build();
                        })
                .on(
                        "ListInstanceProfilesForRole",
                        ListInstanceProfilesForRoleRequest.class,
                        (caller, request) -> {
                            operations.read(
                                    caller,
                                    Action.LIST_INSTANCE_PROFILES_FOR_ROLE,
                                    unit -> {
                                        unit.role(request.roleName());
                                        return refuse(request.marker());
                                    });
                            return ListInstanceProfilesForRoleResponse.builder().build();
                        });
    }

    private void requireUser(
            Caller.Api caller, Action action, @Nullable String name, @Nullable String marker) {
        operations.read(
                caller,
                action,
                unit -> {
                    unit.userOrSelf(Optional.ofNullable(name));
                    return refuse(marker);
                });
    }

    /** No answer has ever given a marker. */
    private static boolean refuse(@Nullable String marker) {
        if (marker != null) {
            throw Paging.invalid();
        }
        return true;
    }
}
