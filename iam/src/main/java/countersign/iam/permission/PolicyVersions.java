package countersign.iam.permission;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.Unit;
import countersign.iam.session.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The versions of managed policies, of which one is in force. */
public final class PolicyVersions {
    /** IAM quota: versions of one policy. */
    public static final int MOST = 5;

    private final Operations operations;

    public PolicyVersions(Operations operations) {
        this.operations = operations;
    }

    /** A version, and whether it is the one in force. */
    public record Version(int number, String document, Instant createdAt, boolean isDefault) {}

    /** A version of the account's policy. */
    public static Version view(ManagedPolicy policy, ManagedPolicy.Version version) {
        return new Version(
                version.number(),
                version.document(),
                version.createdAt(),
                version.number() == policy.defaultVersion());
    }

    /** CreatePolicyVersion. */
    public Version create(
            Caller.Authenticated caller, String arn, String document, boolean setDefault) {
        return operations.change(
                caller,
                Action.CREATE_POLICY_VERSION,
                unit -> {
                    ManagedPolicy policy = ManagedPolicies.customer(unit, arn);
                    ManagedPolicies.checkDocument(document);
                    var table = unit.tables().managedPolicies();
                    if (table.versions(policy).size() >= MOST) {
                        throw new Refused(
                                Code.LimitExceeded,
                                "A managed policy can have up to 5 versions. Before you create a"
                                        + " new version, you must delete an existing version.");
                    }
                    int number = policy.newestVersion() + 1;
                    var version = new ManagedPolicy.Version(number, document, unit.now());
                    int inForce = setDefault ? number : policy.defaultVersion();
                    ManagedPolicy next = policy.with(inForce, number, unit.now());
                    table.update(next);
                    table.insertVersion(policy, version);
                    return view(next, version);
                });
    }

    /** GetPolicyVersion. */
    public Version get(Caller.Authenticated caller, String arn, String versionId) {
        return operations.read(
                caller,
                Action.GET_POLICY_VERSION,
                unit -> {
                    PolicyArn policy = ManagedPolicies.required(unit, arn);
                    return versions(unit, policy).stream()
                            .filter(it -> versionId.equals("v" + it.number()))
                            .findFirst()
                            .orElseThrow(() -> noVersion(arn, versionId));
                });
    }

    private static Refused noVersion(String arn, String versionId) {
        return new Refused(
                Code.NoSuchEntity,
                "Policy %s version %s does not exist or is not attachable."
                        .formatted(arn, versionId));
    }

    /** ListPolicyVersions, newest first. */
    public List<Version> list(Caller.Authenticated caller, String arn) {
        return operations.read(
                caller,
                Action.LIST_POLICY_VERSIONS,
                unit -> versions(unit, ManagedPolicies.required(unit, arn)));
    }

    private static List<Version> versions(Unit unit, PolicyArn arn) {
        Optional<AwsManagedPolicies.Managed> ofAws = AwsManagedPolicies.find(arn.text());
        if (ofAws.isPresent()) {
            return List.of(view(ofAws.get()));
        }
        ManagedPolicy policy =
                arn.customer(unit.tables(), unit.accountId()).orElseThrow(arn::notFound);
        return unit.tables().managedPolicies().versions(policy).stream()
                .map(version -> view(policy, version))
                .toList();
    }

    /** The one version of a policy of AWS's that there is here. */
    public static Version view(AwsManagedPolicies.Managed policy) {
        return new Version(policy.version(), policy.document(), policy.updatedAt(), true);
    }

    /** SetDefaultPolicyVersion. */
    public void setDefault(Caller.Authenticated caller, String arn, String versionId) {
        operations.change(
                caller,
                Action.SET_DEFAULT_POLICY_VERSION,
                unit -> {
                    ManagedPolicy policy = ManagedPolicies.customer(unit, arn);
                    int number = number(unit, policy, versionId);
                    unit.tables()
                            .managedPolicies()
                            .update(policy.with(number, policy.newestVersion(), unit.now()));
                    return policy;
                });
    }

    /** DeletePolicyVersion. */
    public void delete(Caller.Authenticated caller, String arn, String versionId) {
        operations.change(
                caller,
                Action.DELETE_POLICY_VERSION,
                unit -> {
                    ManagedPolicy policy = ManagedPolicies.customer(unit, arn);
                    int number = number(unit, policy, versionId);
                    if (number == policy.defaultVersion()) {
                        throw new Refused(
                                Code.DeleteConflict,
                                "Cannot delete the default version of a policy.");
                    }
                    unit.tables().managedPolicies().deleteVersion(policy, number);
                    return policy;
                });
    }

    private static int number(Unit unit, ManagedPolicy policy, String versionId) {
        return unit.tables().managedPolicies().versions(policy).stream()
                .map(ManagedPolicy.Version::number)
                .filter(it -> versionId.equals("v" + it))
                .findFirst()
                .orElseThrow(() -> noVersion(policy.arn(), versionId));
    }
}
