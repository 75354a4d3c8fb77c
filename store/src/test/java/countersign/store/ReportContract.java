package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.accesskey.AccessKey;
import countersign.iam.password.PasswordPolicy;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.report.AuthorizationDetails;
import countersign.iam.report.AuthorizationDetails.Detail;
import countersign.iam.report.Reports;
import countersign.iam.simulation.Simulation;
import countersign.iam.simulation.Trial;
import countersign.iam.simulation.Verdict;
import countersign.iam.tag.Tag;
import countersign.policy.PolicyType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reports about the account, and the simulator. */
abstract class ReportContract extends Contract {
    private static final String MFA_TRUE = "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}";

    private static String user(Crew crew, String name) {
        return "arn:aws:iam::" + crew.account.id() + ":user/" + name;
    }

    @Test
    void theCredentialReportIsAwsByteForByte() {
        Crew crew = new Crew(aws());
        Crew.Key ada = crew.user("Ada");
        crew.password("Ada");
        Rig.Phone phone = crew.enabled("Ada", "phone");
        crew.rig
                .iam
                .passwordPolicies()
                .put(
                        crew.admin(),
                        new PasswordPolicy(
                                8,
                                false,
                                false,
                                false,
                                false,
                                true,
                                Optional.of(90),
                                Optional.empty(),
                                Optional.empty()));
        crew.rig.nextStep();
        crew.signIn("Ada", phone);
        crew.rig
                .iam
                .accessKeys()
                .used(
                        crew.account.id(),
                        ada.id(),
                        new AccessKey.Use(crew.rig.now, "iam", "us-east-1"));
        crew.rig.settle();
        var reports = crew.rig.iam.reports();
        refused(Code.ReportNotPresent, "", () -> reports.get(crew.admin()));
        assertThat(reports.generate(crew.admin())).isEqualTo(Reports.Generated.STARTED);
        assertThat(reports.generate(crew.admin())).isEqualTo(Reports.Generated.COMPLETE);
        String id = crew.account.id().digits();
        String nothing = "false,N/A,N/A,N/A,N/A";
        assertThat(reports.get(crew.admin()).csv())
                .isEqualTo(
                        String.join(
                                "\n",
                                "user,arn,user_creation_time,password_enabled,password_last_used,"
                                    + "password_last_changed,password_next_rotation,mfa_active,"
                                    + "access_key_1_active,access_key_1_last_rotated,"
                                    + "access_key_1_last_used_date,access_key_1_last_used_region,"
                                    + "access_key_1_last_used_service,access_key_2_active,"
                                    + "access_key_2_last_rotated,access_key_2_last_used_date,"
                                    + "access_key_2_last_used_region,"
                                    + "access_key_2_last_used_service,cert_1_active,"
                                    + "cert_1_last_rotated,cert_2_active,cert_2_last_rotated",
                                "<root_account>,arn:aws:iam::"
                                        + id
                                        + ":root,2026-01-01T00:00:00Z,true,"
                                        + "2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,not_supported,false,"
                                        + nothing
                                        + ","
                                        + nothing
                                        + ",false,N/A,false,N/A",
                                "Ada,arn:aws:iam::"
                                        + id
                                        + ":user/Ada,2026-01-01T00:00:00Z,true,"
                                        + "2026-01-01T00:01:00Z,2026-01-01T00:00:00Z,2026-04-01T00:00:00Z,true,"
                                        + "true,2026-01-01T00:00:00Z,2026-01-01T00:01:00Z,us-east-1,iam,"
                                        + nothing
                                        + ",false,N/A,false,N/A",
                                "admin,arn:aws:iam::"
                                        + id
                                        + ":user/admin,2026-01-01T00:00:00Z,false,"
                                        + "N/A,N/A,N/A,false,true,2026-01-01T00:00:00Z,N/A,N/A,N/A,"
                                        + nothing
                                        + ",false,N/A,false,N/A"));
        crew.rig.pass(Duration.ofHours(4));
        refused(Code.ReportExpired, "", () -> reports.get(crew.admin()));
        assertThat(reports.generate(crew.admin())).isEqualTo(Reports.Generated.STARTED);
    }

    @Test
    void theSummaryHasThirtyFourNumbers() {
        Crew crew = new Crew(hardened());
        crew.user("ada");
        Map<String, Integer> before = crew.rig.iam.reports().summary(crew.admin());
        assertThat(before)
                .hasSize(34)
                .containsEntry("AccountMFAEnabled", 0)
                .containsEntry("AccountPasswordPresent", 1)
                .containsEntry("AccountAccessKeysPresent", 0)
                .containsEntry("Users", 2)
                .containsEntry("UsersQuota", 5_000)
                .containsEntry("GroupsPerUserQuota", 10)
                .containsEntry("AssumeRolePolicySizeQuota", 2_048)
                .containsEntry("MFADevices", 0);
        crew.enabled("ada", "phone");
        crew.device("spare");
        assertThat(crew.rig.iam.reports().summary(crew.admin()))
                .containsEntry("MFADevices", 2)
                .containsEntry("MFADevicesInUse", 1)
                .containsEntry("AccountMFAEnabled", 0);
    }

    @Test
    void authorizationDetailsShowEverybodyInPages() {
        Crew crew = new Crew(hardened());
        crew.user("ada");
        crew.rig.iam.users().tag(crew.admin(), "ada", List.of(new Tag("k", "v")));
        crew.rig.iam.groups().create(crew.admin(), "staff", "/");
        crew.rig.iam.groups().add(crew.admin(), "staff", "ada");
        crew.role("r", Crew.trust(crew.account.id().rootArn()));
        var policies = crew.rig.iam.managedPolicies();
        var own =
                policies.create(
                        crew.admin(), "P", "/", Crew.ALLOW_ALL, Optional.empty(), List.of());
        crew.rig.iam.policyVersions().create(crew.admin(), own.arn(), Crew.ALLOW_ALL, true);
        var details = crew.rig.iam.authorizationDetails();
        List<Detail> all = new ArrayList<>();
        String after = "";
        do {
            var part = details.get(crew.admin(), Set.of(), Crew.page(after, 1));
            assertThat(part.items()).hasSize(1);
            all.addAll(part.items());
            after = part.next();
        } while (!after.isEmpty());
        assertThat(all)
                .extracting(it -> it.getClass().getSimpleName())
                .containsExactly("OfUser", "OfUser", "OfGroup", "OfRole", "OfPolicy", "OfPolicy");
        Detail.OfUser ada = (Detail.OfUser) all.getFirst();
        assertThat(ada.groups()).containsExactly("staff");
        assertThat(ada.tags()).containsExactly(new Tag("k", "v"));
        assertThat(ada.policies().inline()).hasSize(1);
        assertThat(((Detail.OfPolicy) all.get(4)).versions()).hasSize(2);
        assertThat(((Detail.OfPolicy) all.get(5)).policy().arn()).isEqualTo(Crew.ADMINISTRATOR);
        assertThat(
                        details.get(
                                        crew.admin(),
                                        Set.of(AuthorizationDetails.Kind.ROLE),
                                        Crew.page("", 10))
                                .items())
                .hasSize(1);
        assertThat(details.get(crew.admin(), Set.of(), Crew.page("", 100)).items()).isEqualTo(all);
    }

    @Test
    void thePrincipalsPoliciesAreSimulatedWithoutTheCallersSession() {
        Crew crew = new Crew(hardened());
        crew.user("ada", Crew.document("Allow", "iam:*", "*", MFA_TRUE));
        Rig.Phone phone = crew.enabled("admin", "boss-phone");
        crew.rig.nextStep();
        var caller = crew.by(crew.session(crew.admin, phone));
        var simulator = crew.rig.iam.simulator();
        var question = new Simulation(List.of("iam:GetUser", "s3:GetObject"), List.of(), Map.of());
        List<Verdict> none =
                simulator.simulatePrincipal(
                        caller, user(crew, "ada"), question, Simulation.Documents.NONE);
        assertThat(none).extracting(Verdict::word).containsExactly("implicitDeny", "implicitDeny");
        assertThat(none.getFirst().explanation().missingContextKeys())
                .containsExactly("aws:MultiFactorAuthPresent");
        assertThat(none.getFirst().resource()).isEqualTo("*");
        var withMfa =
                new Simulation(
                        List.of("iam:GetUser"),
                        List.of(user(crew, "ada"), user(crew, "bob")),
                        Map.of("aws:multifactorauthpresent", List.of("true")));
        List<Verdict> given =
                simulator.simulatePrincipal(
                        caller, user(crew, "ada"), withMfa, Simulation.Documents.NONE);
        assertThat(given).hasSize(2).allMatch(Verdict::allowed);
        var match = given.getFirst().explanation().matched().getFirst();
        assertThat(match.source().id()).isEqualTo("user_ada_p");
        assertThat(match.source().type()).isEqualTo(PolicyType.USER);
        assertThat(match.start().line()).isEqualTo(1);
        List<Verdict> bounded =
                simulator.simulatePrincipal(
                        caller,
                        user(crew, "ada"),
                        withMfa,
                        new Simulation.Documents(
                                List.of(), List.of(Crew.allow("iam:ListUsers", "*"))));
        assertThat(bounded.getFirst().word()).isEqualTo("implicitDeny");
        assertThat(bounded.getFirst().explanation().allowedByBoundary()).contains(false);
    }

    @Test
    void aPolicyIsTriedInTheConsolesTermsBeforeItIsSaved() {
        Crew crew = new Crew(hardened());
        crew.user("ada", Crew.allow("iam:ListRoles", "*"));
        var simulator = crew.rig.iam.simulator();
        String own =
                Crew.document("Allow", "iam:GetUser", "arn:aws:iam::*:user/${aws:username}", "{}");
        assertThat(tried(crew, "P", Crew.document("Allow", "iam:*", "*", MFA_TRUE)))
                .as("takes the place of p, which allows ListRoles")
                .containsExactly("implicitDeny allowed", "implicitDeny allowed");
        assertThat(tried(crew, "q", own))
                .as("is added to p")
                .containsExactly("allowed allowed", "allowed allowed");
        String boundary = Crew.allow("iam:GetUser", "*");
        crew.rig
                .iam
                .managedPolicies()
                .create(crew.admin(), "B", "/", boundary, Optional.empty(), List.of());
        String arn = "arn:aws:iam::" + crew.account.id() + ":policy/B";
        crew.rig.iam.boundaries().ofUser(crew.admin(), "ada", Optional.of(arn));
        assertThat(tried(crew, "", Crew.ALLOW_ALL))
                .as("a draft without a name, within the boundary")
                .containsExactly("implicitDeny implicitDeny", "allowed allowed");
        refused(
                Code.InvalidInput,
                "Syntax errors in policy.",
                () -> simulator.attempt(crew.admin(), trial(crew, "p", "{")));
        Crew.Key bob = crew.user("bob", Crew.allow("iam:SimulateCustomPolicy", "*"));
        assertThatThrownBy(() -> simulator.attempt(crew.by(bob), trial(crew, "p", own)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("iam:SimulatePrincipalPolicy");
    }

    private static Trial trial(Crew crew, String policy, String document) {
        return new Trial(
                "ada",
                new Inline(policy, document),
                List.of("iam:ListRoles", "iam:GetUser"),
                List.of(user(crew, "ada")));
    }

    private static List<String> tried(Crew crew, String policy, String document) {
        return crew
                .rig
                .iam
                .simulator()
                .attempt(crew.admin(), trial(crew, policy, document))
                .stream()
                .map(it -> it.without().word() + " " + it.with().word())
                .toList();
    }

    @Test
    void aUserBringsItsGroupsAndItsNameAlong() {
        Crew crew = new Crew(hardened());
        crew.user("ada", Crew.allow("iam:ListRoles", "*"));
        crew.rig.iam.users().tag(crew.admin(), "ada", List.of(new Tag("team", "red")));
        crew.rig.iam.groups().create(crew.admin(), "staff", "/");
        crew.rig.iam.groups().add(crew.admin(), "staff", "ada");
        crew.rig
                .iam
                .ownedPolicies()
                .putInline(
                        crew.admin(),
                        Kind.GROUP,
                        "staff",
                        new Inline(
                                "g",
                                Crew.document(
                                        "Allow",
                                        "iam:GetUser",
                                        "arn:aws:iam::*:user/${aws:username}",
                                        "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"red\"}}")));
        var simulator = crew.rig.iam.simulator();
        var question =
                new Simulation(
                        List.of("iam:GetUser"),
                        List.of(user(crew, "ada"), user(crew, "bob")),
                        Map.of());
        assertThat(
                        simulator.simulatePrincipal(
                                crew.admin(),
                                user(crew, "ada"),
                                question,
                                Simulation.Documents.NONE))
                .extracting(Verdict::word)
                .containsExactly("allowed", "implicitDeny");
        String group = "arn:aws:iam::" + crew.account.id() + ":group/staff";
        assertThat(
                        simulator.simulatePrincipal(
                                crew.admin(), group, question, Simulation.Documents.NONE))
                .noneMatch(Verdict::allowed)
                .allSatisfy(it ->
                        assertThat(it.explanation().missingContextKeys())
                                .containsExactly("aws:username"));
        assertThat(simulator.contextKeysForPrincipal(crew.admin(), user(crew, "ada"), List.of()))
                .containsExactly("aws:PrincipalTag/team", "aws:username");
        assertThat(
                        simulator.contextKeysForCustom(
                                crew.admin(), List.of(Crew.document("Allow", "*", "*", MFA_TRUE))))
                .containsExactly("aws:MultiFactorAuthPresent");
    }

    @Test
    void whatCannotBeSimulatedIsRefused() {
        Crew crew = new Crew(hardened());
        var simulator = crew.rig.iam.simulator();
        var question = new Simulation(List.of("iam:GetUser"), List.of(), Map.of());
        refused(
                Code.NoSuchEntity,
                "The user with name none cannot be found.",
                () ->
                        simulator.simulatePrincipal(
                                crew.admin(),
                                user(crew, "none"),
                                question,
                                Simulation.Documents.NONE));
        String root = crew.account.id().rootArn();
        refused(
                Code.InvalidInput,
                "Invalid Entity Arn: " + root + " does not clearly define entity type and name.",
                () ->
                        simulator.simulatePrincipal(
                                crew.admin(), root, question, Simulation.Documents.NONE));
        refused(
                Code.InvalidInput,
                "Syntax errors in policy.",
                () ->
                        simulator.simulateCustom(
                                crew.admin(),
                                question,
                                new Simulation.Documents(List.of("{"), List.of())));
        assertThat(
                        simulator.simulateCustom(
                                crew.admin(),
                                question,
                                new Simulation.Documents(List.of(Crew.ALLOW_ALL), List.of())))
                .allMatch(Verdict::allowed);
    }
}
