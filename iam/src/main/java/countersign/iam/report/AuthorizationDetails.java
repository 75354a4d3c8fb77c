package countersign.iam.report;

import countersign.iam.Page;
import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.Unit;
import countersign.iam.group.Group;
import countersign.iam.permission.AwsManagedPolicies;
import countersign.iam.permission.ManagedPolicies;
import countersign.iam.permission.ManagedPolicy;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.permission.PolicyVersions;
import countersign.iam.principal.Principal;
import countersign.iam.role.Role;
import countersign.iam.session.Caller;
import countersign.iam.tag.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** GetAccountAuthorizationDetails: who is in the account, and what it may. */
public final class AuthorizationDetails {
    private final Operations operations;

    public AuthorizationDetails(Operations operations) {
        this.operations = operations;
    }

    /** Kinds of entities, in the order in which they are listed. */
    public enum Kind {
        USER("1 "),
        GROUP("2 "),
        ROLE("3 "),
        LOCAL_MANAGED_POLICY("4 "),
        /** Those of AWS's that are attached to somebody, or are somebody's boundary. */
        AWS_MANAGED_POLICY("5 ");

        /** What the keys of its entities begin with, so that the kinds follow one another. */
        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** What a user, group or role holds: embedded policies, and ARNs of attached ones. */
    public record Policies(List<Inline> inline, List<String> attached) {
        public Policies {
            inline = List.copyOf(inline);
            attached = List.copyOf(attached);
        }
    }

    /** One entity with all that belongs to it. */
    public sealed interface Detail {
        /**
         * A user; its boundary is in its identity.
         *
         * @param groups names
         */
        record OfUser(Principal user, Policies policies, List<String> groups, List<Tag> tags)
                implements Detail {
            public OfUser {
                groups = List.copyOf(groups);
                tags = List.copyOf(tags);
            }
        }

        record OfGroup(Group group, Policies policies) implements Detail {}

        record OfRole(Role role, Policies policies, List<Tag> tags) implements Detail {
            public OfRole {
                tags = List.copyOf(tags);
            }
        }

        /**
         * A managed policy.
         *
         * @param versions newest first
         */
        record OfPolicy(ManagedPolicies.View policy, List<PolicyVersions.Version> versions)
                implements Detail {
            public OfPolicy {
                versions = List.copyOf(versions);
            }
        }
    }

    private record Keyed(String key, Detail detail) {}

    /**
     * A page of the entities of these kinds.
     *
     * @param kinds all when empty
     */
    public Page.Of<Detail> get(Caller.Authenticated caller, Set<Kind> kinds, Page page) {
        return operations.read(
                caller,
                Action.GET_ACCOUNT_AUTHORIZATION_DETAILS,
                unit -> {
                    unit.require("*");
                    List<Keyed> found = new ArrayList<>();
                    for (Kind kind : Kind.values()) {
                        boolean wanted = kinds.isEmpty() || kinds.contains(kind);
                        if (wanted && found.size() <= page.most()) add(unit, kind, page, found);
                    }
                    Page.Of<Keyed> cut = page.cut(found, Keyed::key);
                    return new Page.Of<>(
                            cut.items().stream().map(Keyed::detail).toList(), cut.next());
                });
    }

    /** Adds what of this kind comes behind the page's key. */
    private static void add(Unit unit, Kind kind, Page page, List<Keyed> found) {
        String prefix = kind.prefix;
        boolean passed = !page.after().startsWith(prefix) && page.after().compareTo(prefix) > 0;
        if (passed) return;
        String after =
                page.after().startsWith(prefix) ? page.after().substring(prefix.length()) : "";
        var rest = new Page("/", after, page.most() - found.size() + 1);
        Tables tables = unit.tables();
        AccountId account = unit.accountId();
        switch (kind) {
            case USER ->
                    tables.principals()
                            .users(account, rest)
                            .forEach(it -> found.add(user(tables, prefix, it)));
            case GROUP ->
                    tables.groups()
                            .list(account, rest)
                            .forEach(it -> found.add(group(tables, prefix, it)));
            case ROLE ->
                    tables.roles()
                            .list(account, rest)
                            .forEach(it -> found.add(role(tables, prefix, it)));
            case LOCAL_MANAGED_POLICY ->
                    tables.managedPolicies()
                            .list(account, rest)
                            .forEach(it -> found.add(policy(tables, prefix, it)));
            case AWS_MANAGED_POLICY -> found.addAll(ofAws(tables, account, prefix, rest));
        }
    }

    private static String key(String prefix, String name) {
        return prefix + name.toLowerCase(Locale.ROOT);
    }

    private static Keyed user(Tables tables, String prefix, Principal user) {
        String id = user.id().text();
        List<String> groups =
                tables.groups().of(user.account(), user.id()).stream().map(Group::name).toList();
        return new Keyed(
                key(prefix, user.userName().orElse("")),
                new Detail.OfUser(
                        user,
                        policies(tables, user.account(), id),
                        groups,
                        tables.tags().of(user.account(), id)));
    }

    private static Keyed group(Tables tables, String prefix, Group group) {
        return new Keyed(
                key(prefix, group.name()),
                new Detail.OfGroup(group, policies(tables, group.account(), group.id())));
    }

    private static Keyed role(Tables tables, String prefix, Role role) {
        return new Keyed(
                key(prefix, role.name()),
                new Detail.OfRole(
                        role,
                        policies(tables, role.account(), role.id()),
                        tables.tags().of(role.account(), role.id())));
    }

    private static Policies policies(Tables tables, AccountId account, String owner) {
        return new Policies(
                tables.permissions().inline(account, owner),
                tables.permissions().attached(account, owner));
    }

    private static Keyed policy(Tables tables, String prefix, ManagedPolicy policy) {
        var versions =
                tables.managedPolicies().versions(policy).stream()
                        .map(version -> PolicyVersions.view(policy, version))
                        .toList();
        return new Keyed(
                key(prefix, policy.name()),
                new Detail.OfPolicy(ManagedPolicies.view(tables, policy), versions));
    }

    private static List<Keyed> ofAws(Tables tables, AccountId account, String prefix, Page page) {
        return AwsManagedPolicies.all().stream()
                .filter(policy -> policy.arn().compareTo(page.after()) > 0)
                .sorted(Comparator.comparing(AwsManagedPolicies.Managed::arn))
                .map(policy ->
                        new Detail.OfPolicy(
                                ManagedPolicies.view(tables, account, policy),
                                List.of(PolicyVersions.view(policy))))
                .filter(detail -> detail.policy().attached() + detail.policy().boundaries() > 0)
                .limit(page.most())
                .map(detail -> new Keyed(prefix + detail.policy().arn(), detail))
                .toList();
    }
}
