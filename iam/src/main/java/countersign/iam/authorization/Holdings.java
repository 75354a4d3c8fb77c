package countersign.iam.authorization;

import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.iam.group.Group;
import countersign.iam.permission.AwsManagedPolicies;
import countersign.iam.permission.ManagedPolicy;
import countersign.iam.permission.PermissionTable;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.role.Role;
import countersign.policy.PolicyKind;
import countersign.policy.PolicyType;
import countersign.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a user or role holds: its own policies, its groups', its boundary, its tags. */
final class Holdings {
    private final Policies policies;

    Holdings(Policies policies) {
        this.policies = policies;
    }

    Held ofUser(Tables tables, Principal user) {
        AccountId account = user.account();
        List<Source> all = new ArrayList<>();
        own(
                tables,
                account,
                user.id().text(),
                PolicyType.USER,
                Held.ownerPrefix("user", name(user)),
                all);
        for (Group group : tables.groups().of(account, user.id())) {
            own(
                    tables,
                    account,
                    group.id(),
                    PolicyType.GROUP,
                    Held.ownerPrefix("group", group.name()),
                    all);
        }
        Optional<String> boundary =
                user.identity() instanceof Identity.User it ? it.boundary() : Optional.empty();
        return held(tables, account, user.id().text(), all, boundary);
    }

    private static String name(Principal user) {
        return user.userName().orElse("root");
    }

    Held ofGroup(Tables tables, Group group) {
        List<Source> all = new ArrayList<>();
        own(
                tables,
                group.account(),
                group.id(),
                PolicyType.GROUP,
                Held.ownerPrefix("group", group.name()),
                all);
        return held(tables, group.account(), group.id(), all, Optional.empty());
    }

    Held ofRole(Tables tables, Role role) {
        List<Source> all = new ArrayList<>();
        own(
                tables,
                role.account(),
                role.id(),
                PolicyType.ROLE,
                Held.ownerPrefix("role", role.name()),
                all);
        return held(tables, role.account(), role.id(), all, role.boundary());
    }

    private Held held(
            Tables tables,
            AccountId account,
            String owner,
            List<Source> identity,
            Optional<String> boundaryArn) {
        Optional<Source> boundary =
                boundaryArn.map(arn -> managed(tables, account, arn, PolicyType.BOUNDARY));
        return new Held(identity, boundary, tables.tags().of(account, owner));
    }

    private void own(
            Tables tables,
            AccountId account,
            String owner,
            PolicyType type,
            String prefix,
            List<Source> into) {
        for (PermissionTable.Inline inline : tables.permissions().inline(account, owner)) {
            into.add(
                    new Source(
                            prefix + inline.name(),
                            type,
                            policies.of(inline.document(), PolicyKind.IDENTITY)));
        }
        for (String arn : tables.permissions().attached(account, owner)) {
            into.add(managed(tables, account, arn, type(arn)));
        }
    }

    private static PolicyType type(String arn) {
        return AwsManagedPolicies.isOne(arn) ? PolicyType.AWS_MANAGED : PolicyType.USER_MANAGED;
    }

    /** A managed policy in its default version. One that is gone grants nothing. */
    Source managed(Tables tables, AccountId account, String arn, PolicyType type) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        String document =
                AwsManagedPolicies.find(arn)
                        .map(AwsManagedPolicies.Managed::document)
                        .or(() -> customer(tables, account, arn, name))
                        .orElse(NOTHING);
        return new Source(name, type, policies.of(document, PolicyKind.IDENTITY));
    }

    private static final String NOTHING =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}\
            """;

    private static Optional<String> customer(
            Tables tables, AccountId account, String arn, String name) {
        return tables.managedPolicies()
                .find(account, name)
                .filter(policy -> policy.arn().equals(arn))
                .flatMap(
                        policy -> tables.managedPolicies().version(policy, policy.defaultVersion()))
                .map(ManagedPolicy.Version::document);
    }
}
