package countersign.iam.report;

import countersign.iam.Tables;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.account.AccountId;
import countersign.iam.group.Groups;
import countersign.iam.mfa.DeviceTable.Assignment;
import countersign.iam.permission.ManagedPolicies;
import countersign.iam.permission.Owner;
import countersign.iam.permission.PolicyVersions;
import countersign.iam.principal.PrincipalId;
import countersign.iam.role.Roles;
import countersign.iam.user.Users;
import java.util.Map;
import java.util.TreeMap;

/** The 34 numbers of GetAccountSummary. */
final class Summary {
    private static final int NO_SUCH_THING_HERE = 0;

    private Summary() {}

    static Map<String, Integer> of(Tables tables, AccountId account) {
        Map<String, Integer> all = new TreeMap<>();
        PrincipalId root = PrincipalId.root(account);
        all.put("AccountMFAEnabled", flag(!tables.devices().ofPrincipal(account, root).isEmpty()));
        all.put(
                "AccountPasswordPresent",
                flag(tables.principals().password(account, root).isPresent()));
        all.put(
                "AccountAccessKeysPresent",
                flag(!tables.accessKeys().ofPrincipal(account, root).isEmpty()));
        all.put("AccountSigningCertificatesPresent", NO_SUCH_THING_HERE);
        all.put("MFADevices", tables.devices().count(account, Assignment.ANY));
        all.put("MFADevicesInUse", tables.devices().count(account, Assignment.ASSIGNED));
        all.put("Users", tables.principals().countUsers(account));
        all.put("Groups", tables.groups().count(account));
        all.put("Roles", tables.roles().count(account));
        all.put("Policies", tables.managedPolicies().count(account));
        all.put("PolicyVersionsInUse", tables.managedPolicies().countVersions(account));
        all.put("InstanceProfiles", NO_SUCH_THING_HERE);
        all.put("ServerCertificates", NO_SUCH_THING_HERE);
        all.put("Providers", NO_SUCH_THING_HERE);
        quotas(all);
        return all;
    }

    private static void quotas(Map<String, Integer> all) {
        all.put("UsersQuota", Users.MOST);
        all.put("GroupsQuota", Groups.MOST);
        all.put("RolesQuota", Roles.MOST);
        all.put("PoliciesQuota", ManagedPolicies.MOST);
        all.put("PolicyVersionsInUseQuota", 10_000);
        all.put("VersionsPerPolicyQuota", PolicyVersions.MOST);
        all.put("InstanceProfilesQuota", 1_000);
        all.put("ServerCertificatesQuota", 20);
        all.put("AccessKeysPerUserQuota", AccessKeys.MOST);
        all.put("SigningCertificatesPerUserQuota", 2);
        all.put("GroupsPerUserQuota", Groups.MOST_PER_USER);
        all.put("AttachedPoliciesPerUserQuota", Owner.Kind.MOST_ATTACHED);
        all.put("AttachedPoliciesPerGroupQuota", Owner.Kind.MOST_ATTACHED);
        all.put("AttachedPoliciesPerRoleQuota", Owner.Kind.MOST_ATTACHED);
        all.put("UserPolicySizeQuota", Owner.Kind.USER.inlineRoom());
        all.put("GroupPolicySizeQuota", Owner.Kind.GROUP.inlineRoom());
        all.put("RolePolicySizeQuota", Owner.Kind.ROLE.inlineRoom());
        all.put("PolicySizeQuota", ManagedPolicies.ROOM);
        all.put("AssumeRolePolicySizeQuota", Roles.TRUST_ROOM);
        all.put("GlobalEndpointTokenVersion", 1);
    }

    private static int flag(boolean set) {
        return set ? 1 : 0;
    }
}
