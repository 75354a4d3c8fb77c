package countersign.aws.actions;

import countersign.iam.Page;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.Unit;
import countersign.iam.group.Group;
import countersign.iam.permission.ManagedPolicies;
import countersign.iam.permission.Owner;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.role.Role;
import countersign.iam.session.Caller;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUser;

/** To whom a managed policy is attached. */
final class PolicyEntityActions {
    private static final Paging LIST = new Paging("ListEntitiesForPolicy");

    private final ManagedPolicies policies;
    private final Operations operations;

    PolicyEntityActions(ManagedPolicies policies, Operations operations) {
        this.policies = policies;
        this.operations = operations;
    }

    void register(Actions actions) {
        actions.on("ListEntitiesForPolicy", ListEntitiesForPolicyRequest.class, this::list);
    }

    private ListEntitiesForPolicyResponse list(
            Caller.Api caller, ListEntitiesForPolicyRequest request) {
        var asked = LIST.page(request.pathPrefix(), request.marker(), request.maxItems());
        var all = policies.entities(caller, request.policyArn());
        List<Owner> rest =
                used(all, request.policyUsageFilterAsString())
                        .filter(owner -> isOfKind(owner, request.entityFilterAsString()))
                        .distinct()
                        .filter(owner -> key(owner).compareTo(asked.after()) > 0)
                        .sorted(Comparator.comparing(PolicyEntityActions::key))
                        .toList();
        return shown(asked.cut(under(caller, asked.pathPrefix(), rest), PolicyEntityActions::key));
    }

    private static Stream<Owner> used(ManagedPolicies.Entities all, @Nullable String usage) {
        return switch (usage) {
            case "PermissionsPolicy" -> all.attached().stream();
            case "PermissionsBoundary" -> all.boundaries().stream();
            case null, default -> Stream.concat(all.attached().stream(), all.boundaries().stream());
        };
    }

    /** A filter for policies lets nobody through: policies are attached to no policy. */
    private static boolean isOfKind(Owner owner, @Nullable String filter) {
        return filter == null || filter.toLowerCase(Locale.ROOT).equals(owner.kind().word());
    }

    private static String key(Owner owner) {
        return owner.kind().word() + "/" + owner.name();
    }

    /** Whoever has a path that begins so. */
    private List<Owner> under(Caller.Api caller, String pathPrefix, List<Owner> owners) {
        if (pathPrefix.equals("/") || owners.isEmpty()) {
            return owners;
        }
        return operations.read(
                caller,
                Action.LIST_ENTITIES_FOR_POLICY,
                unit ->
                        owners.stream()
                                .filter(owner -> arn(unit, owner).contains(mark(owner, pathPrefix)))
                                .toList());
    }

    private static String mark(Owner owner, String pathPrefix) {
        return ":" + owner.kind().word() + pathPrefix;
    }

    private static String arn(Unit unit, Owner owner) {
        var tables = unit.tables();
        var account = unit.accountId();
        Optional<String> arn =
                switch (owner.kind()) {
                    case USER ->
                            tables.principals()
                                    .find(account, new PrincipalId(owner.id()))
                                    .map(Principal::arn);
                    case GROUP -> tables.groups().findById(account, owner.id()).map(Group::arn);
                    case ROLE -> tables.roles().findById(account, owner.id()).map(Role::arn);
                };
        return arn.orElse("");
    }

    private static ListEntitiesForPolicyResponse shown(Page.Of<Owner> page) {
        return ListEntitiesForPolicyResponse.builder()
                .policyGroups(
                        of(page, Kind.GROUP)
                                .map(it ->
                                        PolicyGroup.builder()
                                                .groupName(it.name())
                                                .groupId(it.id())
                                                .build())
                                .toList())
                .policyUsers(
                        of(page, Kind.USER)
                                .map(it ->
                                        PolicyUser.builder()
                                                .userName(it.name())
                                                .userId(it.id())
                                                .build())
                                .toList())
                .policyRoles(
                        of(page, Kind.ROLE)
                                .map(it ->
                                        PolicyRole.builder()
                                                .roleName(it.name())
                                                .roleId(it.id())
                                                .build())
                                .toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(LIST.marker(page))
                .build();
    }

    private static Stream<Owner> of(Page.Of<Owner> page, Kind kind) {
        return page.items().stream().filter(owner -> owner.kind() == kind);
    }
}
