package countersign.iam.authorization;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every action of the IAM and STS APIs that there is, and what it is done to: the table that both
 * faces and the simulator go by.
 */
public enum Action {
    ADD_USER_TO_GROUP(Service.IAM, "AddUserToGroup", Target.GROUP, false),
    ASSUME_ROLE(Service.STS, "AssumeRole", Target.ROLE, true),
    ATTACH_GROUP_POLICY(Service.IAM, "AttachGroupPolicy", Target.GROUP, false),
    ATTACH_ROLE_POLICY(Service.IAM, "AttachRolePolicy", Target.ROLE, false),
    ATTACH_USER_POLICY(Service.IAM, "AttachUserPolicy", Target.USER, false),
    CHANGE_PASSWORD(Service.IAM, "ChangePassword", Target.USER, false),
    CREATE_ACCESS_KEY(Service.IAM, "CreateAccessKey", Target.USER, false),
    CREATE_ACCOUNT_ALIAS(Service.IAM, "CreateAccountAlias", Target.ALL, false),
    CREATE_GROUP(Service.IAM, "CreateGroup", Target.GROUP, false),
    CREATE_LOGIN_PROFILE(Service.IAM, "CreateLoginProfile", Target.USER, false),
    CREATE_POLICY(Service.IAM, "CreatePolicy", Target.POLICY, false),
    CREATE_POLICY_VERSION(Service.IAM, "CreatePolicyVersion", Target.POLICY, false),
    CREATE_ROLE(Service.IAM, "CreateRole", Target.ROLE, false),
    CREATE_USER(Service.IAM, "CreateUser", Target.USER, false),
    CREATE_VIRTUAL_MFA_DEVICE(Service.IAM, "CreateVirtualMFADevice", Target.MFA, false),
    DEACTIVATE_MFA_DEVICE(Service.IAM, "DeactivateMFADevice", Target.USER, false),
    DELETE_ACCESS_KEY(Service.IAM, "DeleteAccessKey", Target.USER, false),
    DELETE_ACCOUNT_ALIAS(Service.IAM, "DeleteAccountAlias", Target.ALL, false),
    DELETE_ACCOUNT_PASSWORD_POLICY(Service.IAM, "DeleteAccountPasswordPolicy", Target.ALL, false),
    DELETE_GROUP(Service.IAM, "DeleteGroup", Target.GROUP, false),
    DELETE_GROUP_POLICY(Service.IAM, "DeleteGroupPolicy", Target.GROUP, false),
    DELETE_LOGIN_PROFILE(Service.IAM, "DeleteLoginProfile", Target.USER, false),
    DELETE_POLICY(Service.IAM, "DeletePolicy", Target.POLICY, false),
    DELETE_POLICY_VERSION(Service.IAM, "DeletePolicyVersion", Target.POLICY, false),
    DELETE_ROLE(Service.IAM, "DeleteRole", Target.ROLE, false),
    DELETE_ROLE_PERMISSIONS_BOUNDARY(
            Service.IAM, "DeleteRolePermissionsBoundary", Target.ROLE, false),
    DELETE_ROLE_POLICY(Service.IAM, "DeleteRolePolicy", Target.ROLE, false),
    DELETE_USER(Service.IAM, "DeleteUser", Target.USER, false),
    DELETE_USER_PERMISSIONS_BOUNDARY(
            Service.IAM, "DeleteUserPermissionsBoundary", Target.USER, false),
    DELETE_USER_POLICY(Service.IAM, "DeleteUserPolicy", Target.USER, false),
    DELETE_VIRTUAL_MFA_DEVICE(Service.IAM, "DeleteVirtualMFADevice", Target.MFA, false),
    DETACH_GROUP_POLICY(Service.IAM, "DetachGroupPolicy", Target.GROUP, false),
    DETACH_ROLE_POLICY(Service.IAM, "DetachRolePolicy", Target.ROLE, false),
    DETACH_USER_POLICY(Service.IAM, "DetachUserPolicy", Target.USER, false),
    ENABLE_MFA_DEVICE(Service.IAM, "EnableMFADevice", Target.USER, false),
    GENERATE_CREDENTIAL_REPORT(Service.IAM, "GenerateCredentialReport", Target.ALL, true),
    GET_ACCESS_KEY_INFO(Service.STS, "GetAccessKeyInfo", Target.ALL, true),
    GET_ACCESS_KEY_LAST_USED(Service.IAM, "GetAccessKeyLastUsed", Target.USER, true),
    GET_ACCOUNT_AUTHORIZATION_DETAILS(
            Service.IAM, "GetAccountAuthorizationDetails", Target.ALL, true),
    GET_ACCOUNT_PASSWORD_POLICY(Service.IAM, "GetAccountPasswordPolicy", Target.ALL, true),
    GET_ACCOUNT_SUMMARY(Service.IAM, "GetAccountSummary", Target.ALL, true),
    GET_CALLER_IDENTITY(Service.STS, "GetCallerIdentity", Target.ALL, true),
    GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY(
            Service.IAM, "GetContextKeysForCustomPolicy", Target.ALL, true),
    GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY(
            Service.IAM, "GetContextKeysForPrincipalPolicy", Target.PRINCIPAL, true),
    GET_CREDENTIAL_REPORT(Service.IAM, "GetCredentialReport", Target.ALL, true),
    GET_FEDERATION_TOKEN(Service.STS, "GetFederationToken", Target.FEDERATED, true),
    GET_GROUP(Service.IAM, "GetGroup", Target.GROUP, true),
    GET_GROUP_POLICY(Service.IAM, "GetGroupPolicy", Target.GROUP, true),
    GET_LOGIN_PROFILE(Service.IAM, "GetLoginProfile", Target.USER, true),
    GET_MFA_DEVICE(Service.IAM, "GetMFADevice", Target.USER, true),
    GET_POLICY(Service.IAM, "GetPolicy", Target.POLICY, true),
    GET_POLICY_VERSION(Service.IAM, "GetPolicyVersion", Target.POLICY, true),
    GET_ROLE(Service.IAM, "GetRole", Target.ROLE, true),
    GET_ROLE_POLICY(Service.IAM, "GetRolePolicy", Target.ROLE, true),
    GET_SESSION_TOKEN(Service.STS, "GetSessionToken", Target.ALL, true),
    GET_USER(Service.IAM, "GetUser", Target.USER, true),
    GET_USER_POLICY(Service.IAM, "GetUserPolicy", Target.USER, true),
    LIST_ACCESS_KEYS(Service.IAM, "ListAccessKeys", Target.USER, true),
    LIST_ACCOUNT_ALIASES(Service.IAM, "ListAccountAliases", Target.ALL, true),
    LIST_ATTACHED_GROUP_POLICIES(Service.IAM, "ListAttachedGroupPolicies", Target.GROUP, true),
    LIST_ATTACHED_ROLE_POLICIES(Service.IAM, "ListAttachedRolePolicies", Target.ROLE, true),
    LIST_ATTACHED_USER_POLICIES(Service.IAM, "ListAttachedUserPolicies", Target.USER, true),
    LIST_ENTITIES_FOR_POLICY(Service.IAM, "ListEntitiesForPolicy", Target.POLICY, true),
    LIST_GROUPS(Service.IAM, "ListGroups", Target.ALL, true),
    LIST_GROUPS_FOR_USER(Service.IAM, "ListGroupsForUser", Target.USER, true),
    LIST_GROUP_POLICIES(Service.IAM, "ListGroupPolicies", Target.GROUP, true),
    LIST_INSTANCE_PROFILES(Service.IAM, "ListInstanceProfiles", Target.ALL, true),
    LIST_INSTANCE_PROFILES_FOR_ROLE(Service.IAM, "ListInstanceProfilesForRole", Target.ROLE, true),
    LIST_MFA_DEVICES(Service.IAM, "ListMFADevices", Target.USER, true),
    LIST_MFA_DEVICE_TAGS(Service.IAM, "ListMFADeviceTags", Target.MFA, true),
    LIST_OPEN_ID_CONNECT_PROVIDERS(Service.IAM, "ListOpenIDConnectProviders", Target.ALL, true),
    LIST_ORGANIZATIONS_FEATURES(Service.IAM, "ListOrganizationsFeatures", Target.ALL, true),
    LIST_POLICIES(Service.IAM, "ListPolicies", Target.ALL, true),
    LIST_POLICY_TAGS(Service.IAM, "ListPolicyTags", Target.POLICY, true),
    LIST_POLICY_VERSIONS(Service.IAM, "ListPolicyVersions", Target.POLICY, true),
    LIST_ROLES(Service.IAM, "ListRoles", Target.ALL, true),
    LIST_ROLE_POLICIES(Service.IAM, "ListRolePolicies", Target.ROLE, true),
    LIST_ROLE_TAGS(Service.IAM, "ListRoleTags", Target.ROLE, true),
    LIST_SAML_PROVIDERS(Service.IAM, "ListSAMLProviders", Target.ALL, true),
    LIST_SERVER_CERTIFICATES(Service.IAM, "ListServerCertificates", Target.ALL, true),
    LIST_SERVICE_SPECIFIC_CREDENTIALS(
            Service.IAM, "ListServiceSpecificCredentials", Target.USER, true),
    LIST_SIGNING_CERTIFICATES(Service.IAM, "ListSigningCertificates", Target.USER, true),
    LIST_SSH_PUBLIC_KEYS(Service.IAM, "ListSSHPublicKeys", Target.USER, true),
    LIST_USERS(Service.IAM, "ListUsers", Target.ALL, true),
    LIST_USER_POLICIES(Service.IAM, "ListUserPolicies", Target.USER, true),
    LIST_USER_TAGS(Service.IAM, "ListUserTags", Target.USER, true),
    LIST_VIRTUAL_MFA_DEVICES(Service.IAM, "ListVirtualMFADevices", Target.ALL, true),
    PUT_GROUP_POLICY(Service.IAM, "PutGroupPolicy", Target.GROUP, false),
    PUT_ROLE_PERMISSIONS_BOUNDARY(Service.IAM, "PutRolePermissionsBoundary", Target.ROLE, false),
    PUT_ROLE_POLICY(Service.IAM, "PutRolePolicy", Target.ROLE, false),
    PUT_USER_PERMISSIONS_BOUNDARY(Service.IAM, "PutUserPermissionsBoundary", Target.USER, false),
    PUT_USER_POLICY(Service.IAM, "PutUserPolicy", Target.USER, false),
    REMOVE_USER_FROM_GROUP(Service.IAM, "RemoveUserFromGroup", Target.GROUP, false),
    RESYNC_MFA_DEVICE(Service.IAM, "ResyncMFADevice", Target.USER, false),
    SET_DEFAULT_POLICY_VERSION(Service.IAM, "SetDefaultPolicyVersion", Target.POLICY, false),
    /** Not a call of its own: what AssumeRole with a source identity needs besides. */
    SET_SOURCE_IDENTITY(Service.STS, "SetSourceIdentity", Target.ROLE, false),
    SIMULATE_CUSTOM_POLICY(Service.IAM, "SimulateCustomPolicy", Target.ALL, true),
    SIMULATE_PRINCIPAL_POLICY(Service.IAM, "SimulatePrincipalPolicy", Target.PRINCIPAL, true),
    TAG_MFA_DEVICE(Service.IAM, "TagMFADevice", Target.MFA, false),
    TAG_POLICY(Service.IAM, "TagPolicy", Target.POLICY, false),
    TAG_ROLE(Service.IAM, "TagRole", Target.ROLE, false),
    /** Not a call of its own: what AssumeRole with tags needs besides. */
    TAG_SESSION(Service.STS, "TagSession", Target.ROLE, false),
    TAG_USER(Service.IAM, "TagUser", Target.USER, false),
    UNTAG_MFA_DEVICE(Service.IAM, "UntagMFADevice", Target.MFA, false),
    UNTAG_POLICY(Service.IAM, "UntagPolicy", Target.POLICY, false),
    UNTAG_ROLE(Service.IAM, "UntagRole", Target.ROLE, false),
    UNTAG_USER(Service.IAM, "UntagUser", Target.USER, false),
    UPDATE_ACCESS_KEY(Service.IAM, "UpdateAccessKey", Target.USER, false),
    UPDATE_ACCOUNT_PASSWORD_POLICY(Service.IAM, "UpdateAccountPasswordPolicy", Target.ALL, false),
    UPDATE_ASSUME_ROLE_POLICY(Service.IAM, "UpdateAssumeRolePolicy", Target.ROLE, false),
    UPDATE_GROUP(Service.IAM, "UpdateGroup", Target.GROUP, false),
    UPDATE_LOGIN_PROFILE(Service.IAM, "UpdateLoginProfile", Target.USER, false),
    UPDATE_ROLE(Service.IAM, "UpdateRole", Target.ROLE, false),
    UPDATE_ROLE_DESCRIPTION(Service.IAM, "UpdateRoleDescription", Target.ROLE, false),
    UPDATE_USER(Service.IAM, "UpdateUser", Target.USER, false);

    private static final Map<String, Action> BY_NAME =
            Arrays.stream(values())
                    .collect(Collectors.toMap(Action::wireName, Function.identity()));

    private final Service service;
    private final String wireName;
    private final Target target;
    private final boolean readOnly;
    private final String policyName;

    Action(Service service, String wireName, Target target, boolean readOnly) {
        this.service = service;
        this.wireName = wireName;
        this.target = target;
        this.readOnly = readOnly;
        this.policyName = service.prefix() + ":" + wireName;
    }

    /** Whether there is a call of that name; some are but a right that another call needs. */
    public boolean isCall() {
        return this != SET_SOURCE_IDENTITY && this != TAG_SESSION;
    }

    /** The action with that name on the wire. */
    public static Optional<Action> named(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    public Service service() {
        return service;
    }

    public String wireName() {
        return wireName;
    }

    /** As policies call it: {@code iam:GetUser}. */
    public String policyName() {
        return policyName;
    }

    /** What kind of resource a policy must name for it. */
    public Target target() {
        return target;
    }

    /** Whether it changes nothing. */
    public boolean readOnly() {
        return readOnly;
    }

    /** The service of an action. */
    public enum Service {
        IAM("iam"),
        STS("sts");

        private final String prefix;

        Service(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }

    /** What an action is done to. */
    public enum Target {
        /** No resource: policies must say {@code *}. */
        ALL,
        USER,
        GROUP,
        ROLE,
        POLICY,
        MFA,
        /** A user, group or role. */
        PRINCIPAL,
        FEDERATED
    }
}
