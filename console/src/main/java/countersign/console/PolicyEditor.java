package countersign.console;

import countersign.console.view.Field;
import countersign.console.view.UserPages;
import countersign.console.view.UserPages.Outcome;
import countersign.iam.Iam;
import countersign.iam.Refused;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.session.Caller;
import countersign.iam.simulation.Trial;
import countersign.iam.simulation.Verdict;
import java.util.List;
import java.util.Optional;

/** Writes an inline policy of a user, validates it, and tries it before it is saved. */
final class PolicyEditor {
    private static final String POLICIES = UsersPages.USERS + "/{user}/policies";
    private static final String SAMPLE =
            """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": "iam:GetUser",
                  "Resource": "arn:aws:iam::*:user/${aws:username}"
                }
              ]
            }\
            """;
    private static final String ACTIONS = "iam:GetUser\niam:ListUsers\niam:DeleteVirtualMFADevice";
    private static final int MOST_LINES = 40;

    private final Iam iam;
    private final UserPage users;

    PolicyEditor(Iam iam, UserPage users) {
        this.iam = iam;
        this.users = users;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn(POLICIES + "/new", this::askNew),
                Route.postSignedIn(POLICIES + "/new", this::takeNew),
                Route.getSignedIn(POLICIES + "/edit/{policy}", this::edit),
                Route.postSignedIn(POLICIES + "/edit/{policy}", this::takeEdited),
                Route.postSignedIn(POLICIES + "/edit/{policy}/delete", this::delete));
    }

    private Answer askNew(Visit visit, Caller.SignedIn caller) {
        String arn = iam.users().get(caller, Optional.of(visit.variable("user"))).user().arn();
        return Answer.page(
                "policy-editor",
                page(visit, true, Field.empty(), Field.of(SAMPLE), ACTIONS, arn, List.of()));
    }

    private Answer edit(Visit visit, Caller.SignedIn caller) {
        String user = visit.variable("user");
        var found = iam.ownedPolicies().inline(caller, Kind.USER, user, visit.variable("policy"));
        String arn = iam.users().get(caller, Optional.of(user)).user().arn();
        return Answer.page(
                "policy-editor",
                page(
                        visit,
                        false,
                        Field.of(found.policy().name()),
                        Field.of(found.policy().document()),
                        ACTIONS,
                        arn,
                        List.of()));
    }

    private static UserPages.PolicyEditor page(
            Visit visit,
            boolean isNew,
            Field name,
            Field document,
            String actions,
            String resources,
            List<Outcome> outcomes) {
        return new UserPages.PolicyEditor(
                visit.frame(),
                visit.variable("user"),
                isNew,
                name,
                document,
                actions,
                resources,
                outcomes);
    }

    private Answer takeNew(Visit visit, Caller.SignedIn caller) {
        return take(visit, caller, true, visit.field("name").strip());
    }

    private Answer takeEdited(Visit visit, Caller.SignedIn caller) {
        return take(visit, caller, false, visit.variable("policy"));
    }

    private Answer take(Visit visit, Caller.SignedIn caller, boolean isNew, String name) {
        if (visit.field("step").equals("simulate")) return simulate(visit, caller, isNew, name);
        if (!Names.isPolicy(name)) {
            return again(visit, isNew, new Field(name, Names.POLICY_RULE), "", List.of());
        }
        try {
            iam.ownedPolicies()
                    .putInline(
                            caller,
                            Kind.USER,
                            visit.variable("user"),
                            new Inline(name, visit.field("document")));
            return Answer.redirect(UserPage.address(visit.variable("user")) + "?done=policy");
        } catch (Refused e) {
            return again(visit, isNew, Field.of(name), e.text(), List.of());
        }
    }

    private static Answer again(
            Visit visit, boolean isNew, Field name, String problem, List<Outcome> outcomes) {
        var page =
                page(
                        visit,
                        isNew,
                        name,
                        new Field(visit.field("document"), problem),
                        visit.field("actions"),
                        visit.field("resources"),
                        outcomes);
        return outcomes.isEmpty()
                ? Answer.again("policy-editor", page)
                : Answer.page("policy-editor", page);
    }

    private Answer simulate(Visit visit, Caller.SignedIn caller, boolean isNew, String name) {
        List<String> actions = lines(visit.field("actions"));
        List<String> resources = lines(visit.field("resources"));
        if (actions.isEmpty()) {
            return again(visit, isNew, Field.of(name), "Name an action to try.", List.of());
        }
        try {
            var draft = new Inline(name, visit.field("document"));
            var trial = new Trial(visit.variable("user"), draft, actions, resources);
            var outcomes = iam.simulator().attempt(caller, trial);
            return again(
                    visit,
                    isNew,
                    Field.of(name),
                    "",
                    outcomes.stream().map(PolicyEditor::row).toList());
        } catch (Refused e) {
            return again(visit, isNew, Field.of(name), e.text(), List.of());
        }
    }

    private static Outcome row(Trial.Outcome outcome) {
        return new Outcome(
                outcome.with().action(),
                outcome.with().resource(),
                words(outcome.without()),
                words(outcome.with()));
    }

    private static String words(Verdict verdict) {
        if (verdict.allowed()) return "Allowed";
        return verdict.explanation().decision().explicitDeny() ? "Denied" : "Not allowed";
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(MOST_LINES)
                .toList();
    }

    private Answer delete(Visit visit, Caller.SignedIn caller) {
        return users.back(
                visit,
                caller,
                () ->
                        iam.ownedPolicies()
                                .deleteInline(
                                        caller,
                                        Kind.USER,
                                        visit.variable("user"),
                                        visit.variable("policy")),
                "policy");
    }
}
