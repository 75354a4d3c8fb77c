package countersign.iam.simulation;

import countersign.iam.Refused;
import countersign.iam.authorization.Authorizer;
import countersign.iam.authorization.Held;
import countersign.iam.authorization.Unit;
import countersign.iam.group.Group;
import countersign.iam.principal.Principal;
import countersign.iam.role.Role;
import countersign.iam.tag.Tag;
import countersign.policy.Context;
import countersign.policy.PolicyType;
import countersign.policy.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is simulated: a user with its groups, a group, or a role.
 *
 * @param own the condition keys that it brings along itself
 */
record Subject(Held held, Context own) {
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:aws:iam::([0-9]{12}):(user|group|role)/(?:[\\x21-\\x7E]*/)?([\\w+=,.@-]+)");

    /**
     * The one with that ARN. The caller was authorised before.
     *
     * @throws Refused InvalidInput, NoSuchEntity
     */
    static Subject find(Unit unit, Authorizer authorizer, String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new Refused(
                    Refused.Code.InvalidInput,
                    "Invalid Entity Arn: "
                            + arn
                            + " does not clearly define entity type and name.");
        }
        boolean own = parts.group(1).equals(unit.accountId().digits());
        String name = parts.group(3);
        return switch (parts.group(2)) {
            case "user" ->
                    unit.tables()
                            .principals()
                            .findUser(unit.accountId(), name)
                            .filter(user -> own && user.arn().equals(arn))
                            .map(user -> ofUser(unit, authorizer, user))
                            .orElseThrow(() -> Refused.noSuchUser(name));
            case "group" ->
                    unit.tables()
                            .groups()
                            .find(unit.accountId(), name)
                            .filter(group -> own && group.arn().equals(arn))
                            .map(group -> ofGroup(unit, authorizer, group))
                            .orElseThrow(() -> Refused.noSuchGroup(name));
            default ->
                    unit.tables()
                            .roles()
                            .find(unit.accountId(), name)
                            .filter(role -> own && role.arn().equals(arn))
                            .map(role -> ofRole(unit, authorizer, role))
                            .orElseThrow(() -> Refused.noSuchRole(name));
        };
    }

    static Subject ofUser(Unit unit, Authorizer authorizer, Principal user) {
        Held held = authorizer.heldBy(unit.tables(), user);
        Map<String, List<String>> keys = keys(user.account().digits(), user.arn(), held.tags());
        user.userName().ifPresent(name -> keys.put("aws:username", List.of(name)));
        keys.put("aws:userid", List.of(user.id().text()));
        keys.put("aws:PrincipalType", List.of("User"));
        return new Subject(held, Context.of(keys));
    }

    /** A group makes no requests: it brings no key along. */
    private static Subject ofGroup(Unit unit, Authorizer authorizer, Group group) {
        return new Subject(authorizer.heldBy(unit.tables(), group), Context.EMPTY);
    }

    /** aws:userid stays missing: it ends with the name of a session that there is not. */
    private static Subject ofRole(Unit unit, Authorizer authorizer, Role role) {
        Held held = authorizer.heldBy(unit.tables(), role);
        Map<String, List<String>> keys = keys(role.account().digits(), role.arn(), held.tags());
        keys.put("aws:PrincipalType", List.of("AssumedRole"));
        return new Subject(held, Context.of(keys));
    }

    private static Map<String, List<String>> keys(String account, String arn, List<Tag> tags) {
        Map<String, List<String>> keys = new HashMap<>();
        keys.put("aws:PrincipalArn", List.of(arn));
        keys.put("aws:PrincipalAccount", List.of(account));
        tags.forEach(tag -> keys.put("aws:PrincipalTag/" + tag.key(), List.of(tag.value())));
        return keys;
    }

    /** The same user, without its inline policy of that name. */
    Subject withoutInline(String userName, String policy) {
        String id = Held.inlineOfUser(userName, policy);
        List<Source> left =
                held.identity().stream()
                        .filter(it -> it.type() != PolicyType.USER || !it.id().equalsIgnoreCase(id))
                        .toList();
        return new Subject(new Held(left, held.boundary(), held.tags()), own);
    }

    /** Nobody: policies by themselves. */
    static Subject nobody() {
        return new Subject(new Held(List.of(), Optional.empty(), List.of()), Context.EMPTY);
    }
}
