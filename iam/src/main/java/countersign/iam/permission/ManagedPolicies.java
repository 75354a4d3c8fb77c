package countersign.iam.permission;

import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.authorization.Unit;
import countersign.iam.session.Caller;
import countersign.iam.tag.Tag;
import countersign.iam.tag.Tags;
import countersign.policy.PolicyKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Customer managed policies, and AWS's to read; {@link PolicyVersions} has their documents. */
public final class ManagedPolicies {
    /** IAM quotas. */
    public static final int MOST = 1_500;

    public static final int ROOM = 6_144;

    private static final int ID_LENGTH = 21;

    private final Operations operations;

    public ManagedPolicies(Operations operations) {
        this.operations = operations;
    }

    /**
     * A managed policy as it is shown, AWS's or the account's.
     *
     * @param attached to how many users, groups and roles
     * @param boundaries of how many users and roles it is the permissions boundary
     */
    public record View(
            String id,
            String name,
            String arn,
            String path,
            Optional<String> description,
            Instant createdAt,
            Instant updatedAt,
            int defaultVersion,
            int attached,
            int boundaries,
            List<Tag> tags) {
        public View {
            tags = List.copyOf(tags);
        }
    }

    /** The account's policy as it is shown. */
    public static View view(Tables tables, ManagedPolicy policy) {
        AccountId account = policy.account();
        return new View(
                policy.id(),
                policy.name(),
                policy.arn(),
                policy.path(),
                policy.description(),
                policy.createdAt(),
                policy.updatedAt(),
                policy.defaultVersion(),
                tables.permissions().ownersOf(account, policy.arn()).size(),
                tables.permissions().boundedBy(account, policy.arn()).size(),
                tables.tags().of(account, policy.id()));
    }

    /** A policy of AWS's as it is shown to an account. */
    public static View view(Tables tables, AccountId account, AwsManagedPolicies.Managed policy) {
        return new View(
                policy.id(),
                policy.name(),
                policy.arn(),
                policy.path(),
                Optional.of(policy.description()),
                policy.createdAt(),
                policy.updatedAt(),
                policy.version(),
                tables.permissions().ownersOf(account, policy.arn()).size(),
                tables.permissions().boundedBy(account, policy.arn()).size(),
                List.of());
    }

    /** CreatePolicy. */
    public View create(
            Caller.Authenticated caller,
            String name,
            String path,
            String document,
            Optional<String> description,
            List<Tag> tags) {
        return operations.change(
                caller,
                Action.CREATE_POLICY,
                unit -> {
                    unit.require(unit.arn("policy", path, name), RequestKeys.NONE.withTags(tags));
                    checkDocument(document);
                    Tags.check(tags, Tags.Case.MATTERS);
                    var table = unit.tables().managedPolicies();
                    if (table.count(unit.accountId()) >= MOST) {
                        throw Refused.quota("PoliciesPerAccount", MOST);
                    }
                    var policy = made(unit, name, path, description);
                    if (!table.insert(policy)) {
                        throw new Refused(
                                Code.EntityAlreadyExists,
                                "A policy called "
                                        + name
                                        + " already exists. Duplicate names are not allowed.");
                    }
                    table.insertVersion(policy, new ManagedPolicy.Version(1, document, unit.now()));
                    Tags.put(unit, policy.id(), tags, Tags.Case.MATTERS);
                    return view(unit.tables(), policy);
                });
    }

    private ManagedPolicy made(Unit unit, String name, String path, Optional<String> description) {
        String id = operations.ids().unique("ANPA", ID_LENGTH);
        return new ManagedPolicy(
                unit.accountId(), id, name, path, description, unit.now(), unit.now(), 1, 1);
    }

    static void checkDocument(String document) {
        if (Documents.read(document, PolicyKind.IDENTITY).size() > ROOM) {
            throw Refused.quota("PolicySize", ROOM);
        }
    }

    /** GetPolicy. */
    public View get(Caller.Authenticated caller, String arn) {
        return operations.read(
                caller,
                Action.GET_POLICY,
                unit -> {
                    PolicyArn policy = required(unit, arn);
                    return AwsManagedPolicies.find(arn)
                            .map(found -> view(unit.tables(), unit.accountId(), found))
                            .or(() ->
                                    policy.customer(unit.tables(), unit.accountId())
                                            .map(found -> view(unit.tables(), found)))
                            .orElseThrow(policy::notFound);
                });
    }

    static PolicyArn required(Unit unit, String arn) {
        PolicyArn policy = PolicyArn.parse(arn);
        unit.require(arn);
        return policy;
    }

    /** The account's own policy, to be changed. */
    static ManagedPolicy customer(Unit unit, String arn) {
        return customer(unit, arn, RequestKeys.NONE);
    }

    private static ManagedPolicy customer(Unit unit, String arn, RequestKeys keys) {
        PolicyArn policy = PolicyArn.parse(arn);
        unit.require(arn, keys);
        if (policy.isOfAws()) {
            throw new Refused(Code.AccessDenied, "Policies of AWS's cannot be changed: " + arn);
        }
        return policy.customer(unit.tables(), unit.accountId()).orElseThrow(policy::notFound);
    }

    /** Which policies ListPolicies shows. */
    public enum Scope {
        ALL,
        AWS,
        LOCAL
    }

    /** ListPolicies, by name: AWS's and the account's together. */
    public Page.Of<View> list(
            Caller.Authenticated caller, Scope scope, boolean onlyAttached, Page page) {
        return operations.read(
                caller,
                Action.LIST_POLICIES,
                unit -> {
                    unit.require("*");
                    List<View> views = new ArrayList<>();
                    if (scope != Scope.AWS) {
                        var all = new Page(page.pathPrefix(), "", MOST);
                        unit.tables()
                                .managedPolicies()
                                .list(unit.accountId(), all)
                                .forEach(it -> views.add(view(unit.tables(), it)));
                    }
                    if (scope != Scope.LOCAL) {
                        AwsManagedPolicies.all().stream()
                                .filter(it -> it.path().startsWith(page.pathPrefix()))
                                .forEach(
                                        it -> views.add(view(unit.tables(), unit.accountId(), it)));
                    }
                    return page.cut(
                            views.stream()
                                    .filter(it -> !onlyAttached || it.attached() > 0)
                                    .filter(it -> it.arn().compareTo(page.after()) > 0)
                                    .sorted(Comparator.comparing(View::arn))
                                    .limit(page.most() + 1L)
                                    .toList(),
                            View::arn);
                });
    }

    /** DeletePolicy. */
    public void delete(Caller.Authenticated caller, String arn) {
        operations.change(
                caller,
                Action.DELETE_POLICY,
                unit -> {
                    ManagedPolicy policy = customer(unit, arn);
                    var table = unit.tables().permissions();
                    boolean used =
                            !table.ownersOf(unit.accountId(), arn).isEmpty()
                                    || !table.boundedBy(unit.accountId(), arn).isEmpty();
                    if (used) {
                        throw new Refused(
                                Code.DeleteConflict,
                                "Cannot delete a policy attached to entities.");
                    }
                    if (unit.tables().managedPolicies().versions(policy).size() > 1) {
                        throw new Refused(
                                Code.DeleteConflict,
                                "This policy has more than one version. Before you delete a policy,"
                                        + " you must delete the policy's versions. The default"
                                        + " version is deleted with the policy.");
                    }
                    unit.tables().managedPolicies().delete(policy);
                    unit.tables().tags().removeAll(unit.accountId(), policy.id());
                    return policy;
                });
    }

    /** Whom ListEntitiesForPolicy shows: unique ids with names. */
    public record Entities(List<Owner> attached, List<Owner> boundaries) {
        public Entities {
            attached = List.copyOf(attached);
            boundaries = List.copyOf(boundaries);
        }
    }

    /** ListEntitiesForPolicy. */
    public Entities entities(Caller.Authenticated caller, String arn) {
        return operations.read(
                caller,
                Action.LIST_ENTITIES_FOR_POLICY,
                unit -> {
                    PolicyArn policy = required(unit, arn);
                    if (!policy.exists(unit.tables(), unit.accountId())) throw policy.notFound();
                    var table = unit.tables().permissions();
                    return new Entities(
                            owners(unit, table.ownersOf(unit.accountId(), arn)),
                            owners(unit, table.boundedBy(unit.accountId(), arn)));
                });
    }

    private static List<Owner> owners(Unit unit, List<String> ids) {
        return ids.stream()
                .flatMap(id -> Owners.byId(unit.tables(), unit.accountId(), id).stream())
                .sorted(Comparator.comparing(Owner::name))
                .toList();
    }

    /** TagPolicy. */
    public void tag(Caller.Authenticated caller, String arn, List<Tag> tags) {
        operations.change(
                caller,
                Action.TAG_POLICY,
                unit -> {
                    ManagedPolicy policy = customer(unit, arn, RequestKeys.NONE.withTags(tags));
                    Tags.checkSome(tags, Tags.Case.MATTERS);
                    Tags.put(unit, policy.id(), tags, Tags.Case.MATTERS);
                    return policy;
                });
    }

    /** UntagPolicy. */
    public void untag(Caller.Authenticated caller, String arn, List<String> keys) {
        operations.change(
                caller,
                Action.UNTAG_POLICY,
                unit -> {
                    ManagedPolicy policy = customer(unit, arn, RequestKeys.NONE.withTagKeys(keys));
                    Tags.remove(unit, policy.id(), keys, Tags.Case.MATTERS);
                    return policy;
                });
    }

    /** ListPolicyTags. */
    public Page.Of<Tag> tags(Caller.Authenticated caller, String arn, Page page) {
        return operations.read(
                caller,
                Action.LIST_POLICY_TAGS,
                unit -> {
                    PolicyArn policy = required(unit, arn);
                    ManagedPolicy found =
                            policy.customer(unit.tables(), unit.accountId())
                                    .orElseThrow(policy::notFound);
                    return Tags.page(unit, found.id(), page);
                });
    }
}
