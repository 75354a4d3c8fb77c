package countersign.console;

import countersign.console.view.UserPages.Outcome;
import countersign.iam.Iam;
import countersign.iam.Page;
import countersign.iam.group.Group;
import countersign.iam.permission.ManagedPolicies.VersionView;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.simulation.Simulation;
import countersign.iam.simulation.Verdict;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user could do if an inline policy had this text: with the user's other policies, its
 * groups' and its boundary, signed in to the console with and without MFA.
 */
final class Trial {
    private final Iam iam;
    private final Caller.SignedIn caller;
    private final Principal user;
    private final Simulation.Documents documents;

    /**
     * Reads what the user has.
     *
     * @param policy name of the policy that is edited, which {@code document} takes the place of
     */
    Trial(Iam iam, Caller.SignedIn caller, String userName, String policy, String document) {
        this.iam = iam;
        this.caller = caller;
        this.user = iam.users().get(caller, Optional.of(userName)).user();
        List<String> identity = new ArrayList<>(List.of(document));
        addInline(Kind.USER, userName, policy, identity);
        addAttached(Kind.USER, userName, identity);
        for (Group group : iam.groups().ofUser(caller, userName, Page.all()).items()) {
            addInline(Kind.GROUP, group.name(), "", identity);
            addAttached(Kind.GROUP, group.name(), identity);
        }
        this.documents = new Simulation.Documents(identity, boundary());
    }

    private void addInline(Kind kind, String owner, String without, List<String> into) {
        iam.ownedPolicies().listInline(caller, kind, owner, Page.all()).items().stream()
                .filter(name -> !name.equalsIgnoreCase(without))
                .map(name -> iam.ownedPolicies().inline(caller, kind, owner, name))
                .forEach(found -> into.add(found.policy().document()));
    }

    private void addAttached(Kind kind, String owner, List<String> into) {
        iam.ownedPolicies().listAttached(caller, kind, owner, "/", Page.all()).items().stream()
                .map(this::inForce)
                .forEach(into::add);
    }

    private String inForce(String arn) {
        return iam.managedPolicies().versions(caller, arn).stream()
                .filter(VersionView::isDefault)
                .findFirst()
                .map(VersionView::document)
                .orElseThrow(Visit.NoSuchPage::new);
    }

    private List<String> boundary() {
        Optional<String> arn =
                user.identity() instanceof Identity.User it ? it.boundary() : Optional.empty();
        return arn.map(this::inForce).map(List::of).orElse(List.of());
    }

    List<Outcome> outcomes(List<String> actions, List<String> resources) {
        List<Verdict> without = verdicts(actions, resources, false);
        List<Verdict> with = verdicts(actions, resources, true);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < without.size(); i++) {
            outcomes.add(
                    new Outcome(
                            without.get(i).action(),
                            without.get(i).resource(),
                            words(without.get(i)),
                            words(with.get(i))));
        }
        return outcomes;
    }

    private List<Verdict> verdicts(List<String> actions, List<String> resources, boolean mfa) {
        var simulation = new Simulation(actions, resources, session(mfa));
        return iam.simulator().simulateCustom(caller, simulation, documents);
    }

    /** The keys of a console session that begins now. */
    private Map<String, List<String>> session(boolean mfa) {
        Map<String, List<String>> keys = new HashMap<>();
        keys.put("aws:username", user.userName().map(List::of).orElse(List.of()));
        keys.put("aws:userid", List.of(user.id().text()));
        keys.put("aws:PrincipalArn", List.of(user.arn()));
        keys.put("aws:PrincipalAccount", List.of(user.account().digits()));
        keys.put("aws:MultiFactorAuthPresent", List.of(Boolean.toString(mfa)));
        if (mfa) keys.put("aws:MultiFactorAuthAge", List.of("0"));
        keys.put(
                "aws:CurrentTime",
                List.of(caller.now().truncatedTo(ChronoUnit.SECONDS).toString()));
        return keys;
    }

    private static String words(Verdict verdict) {
        if (verdict.allowed()) return "Allowed";
        return verdict.explanation().decision().explicitDeny() ? "Denied" : "Not allowed";
    }
}
