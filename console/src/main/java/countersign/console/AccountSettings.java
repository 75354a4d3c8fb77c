package countersign.console;

import countersign.console.view.Field;
import countersign.console.view.Note;
import countersign.console.view.UserPages;
import countersign.iam.Iam;
import countersign.iam.Refused;
import countersign.iam.password.PasswordPolicy;
import countersign.iam.report.ReportTable;
import countersign.iam.session.Caller;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The account's alias, its password policy for IAM users, and the credential report. */
final class AccountSettings {
    private static final String SETTINGS = "/console/account/settings";
    private static final String REPORT = "/console/credential-report";

    private final Iam iam;

    AccountSettings(Iam iam) {
        this.iam = iam;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn(SETTINGS, this::show),
                Route.postSignedIn(SETTINGS + "/alias", this::setAlias),
                Route.postSignedIn(SETTINGS + "/alias/remove", this::removeAlias),
                Route.postSignedIn(SETTINGS + "/password-policy", this::setPolicy),
                Route.postSignedIn(SETTINGS + "/password-policy/remove", this::removePolicy),
                Route.getSignedIn(REPORT, this::report));
    }

    private Answer show(Visit visit, Caller.SignedIn caller) {
        return Answer.page("account-settings", page(visit, caller, "", ""));
    }

    private UserPages.Settings page(
            Visit visit, Caller.SignedIn caller, String typedAlias, String problem) {
        Optional<String> alias = iam.aliases().get(caller);
        Optional<PasswordPolicy> policy = policy(caller);
        PasswordPolicy shown = policy.orElse(PasswordPolicy.EMPTY);
        var frame =
                visit.query().value("done").isEmpty()
                        ? visit.frame()
                        : visit.frame().with(Note.good("Saved.", ""));
        return new UserPages.Settings(
                frame,
                new Field(typedAlias.isEmpty() ? alias.orElse("") : typedAlias, problem),
                alias.isPresent(),
                policy.isPresent(),
                Field.of(Integer.toString(shown.minimumLength())),
                shown.requireSymbols(),
                shown.requireNumbers(),
                shown.requireUppercase(),
                shown.requireLowercase(),
                shown.allowUsersToChange(),
                Field.of(shown.maxAgeDays().map(String::valueOf).orElse("")),
                shown.hardExpiry().orElse(false),
                Field.of(shown.reusePrevention().map(String::valueOf).orElse("")));
    }

    private Optional<PasswordPolicy> policy(Caller.SignedIn caller) {
        try {
            return Optional.of(iam.passwordPolicies().get(caller));
        } catch (Refused e) {
            if (e.code() == Refused.Code.NoSuchEntity) return Optional.empty();
            throw e;
        }
    }

    private Answer setAlias(Visit visit, Caller.SignedIn caller) {
        String alias = visit.field("alias").strip();
        if (!Names.isAlias(alias)) {
            return Answer.again("account-settings", page(visit, caller, alias, Names.ALIAS_RULE));
        }
        try {
            iam.aliases().create(caller, alias);
            return Answer.redirect(SETTINGS + "?done=alias");
        } catch (Refused e) {
            return Answer.again("account-settings", page(visit, caller, alias, e.text()));
        }
    }

    private Answer removeAlias(Visit visit, Caller.SignedIn caller) {
        iam.aliases().get(caller).ifPresent(alias -> iam.aliases().delete(caller, alias));
        return Answer.redirect(SETTINGS + "?done=alias");
    }

    private Answer setPolicy(Visit visit, Caller.SignedIn caller) {
        Optional<Integer> minimum = number(visit.field("minimum"), 6, 128);
        Optional<Integer> maxAge = number(visit.field("maxAge"), 1, 1095);
        Optional<Integer> reuse = number(visit.field("reuse"), 1, 24);
        boolean wrong =
                minimum.isEmpty()
                        || (maxAge.isEmpty() && !visit.field("maxAge").isBlank())
                        || (reuse.isEmpty() && !visit.field("reuse").isBlank());
        if (wrong) {
            var frame =
                    Note.problem(
                            "Not saved.",
                            "The length is 6 to 128, the age 1 to 1095 days, and 1 to 24 earlier"
                                    + " passwords can be remembered.");
            var again = page(visit, caller, "", "");
            return Answer.again("account-settings", withFrame(again, visit.frame().with(frame)));
        }
        iam.passwordPolicies()
                .put(
                        caller,
                        new PasswordPolicy(
                                minimum.get(),
                                visit.field("symbols").equals("yes"),
                                visit.field("numbers").equals("yes"),
                                visit.field("uppercase").equals("yes"),
                                visit.field("lowercase").equals("yes"),
                                visit.field("change").equals("yes"),
                                maxAge,
                                reuse,
                                Optional.of(visit.field("hardExpiry").equals("yes"))
                                        .filter(hard -> hard)));
        return Answer.redirect(SETTINGS + "?done=policy");
    }

    private static UserPages.Settings withFrame(
            UserPages.Settings page, countersign.console.view.Frame frame) {
        return new UserPages.Settings(
                frame,
                page.alias(),
                page.hasAlias(),
                page.hasPolicy(),
                page.minimum(),
                page.symbols(),
                page.numbers(),
                page.uppercase(),
                page.lowercase(),
                page.change(),
                page.maxAge(),
                page.hardExpiry(),
                page.reuse());
    }

    private static Optional<Integer> number(String typed, int least, int most) {
        if (!typed.strip().matches("[0-9]{1,4}")) return Optional.empty();
        int number = Integer.parseInt(typed.strip());
        return number >= least && number <= most ? Optional.of(number) : Optional.empty();
    }

    private Answer removePolicy(Visit visit, Caller.SignedIn caller) {
        iam.passwordPolicies().delete(caller);
        return Answer.redirect(SETTINGS + "?done=policy");
    }

    private Answer report(Visit visit, Caller.SignedIn caller) {
        iam.reports().generate(caller);
        ReportTable.Report report = iam.reports().get(caller);
        List<List<String>> lines = report.rows();
        return Answer.page(
                "credential-report",
                new UserPages.Report(
                        visit.frame(),
                        report.generatedAt(),
                        lines.getFirst(),
                        lines.subList(1, lines.size()),
                        "data:text/csv;charset=utf-8,"
                                + URLEncoder.encode(report.csv(), StandardCharsets.UTF_8)
                                        .replace("+", "%20")));
    }
}
