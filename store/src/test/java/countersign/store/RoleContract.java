package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Page;
import countersign.iam.Refused.Code;
import countersign.iam.account.EmailAddress;
import countersign.iam.authorization.Action;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.role.Roles;
import countersign.iam.session.Caller;
import countersign.iam.sts.Issued;
import countersign.iam.sts.RoleSessions.Wanted;
import countersign.iam.tag.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Roles, who may assume them, and what AssumeRole says when one may not (aws-mfa B.12). */
abstract class RoleContract extends Contract {
    private static String arn(Crew crew, String name) {
        return "arn:aws:iam::" + crew.account.id() + ":role/" + name;
    }

    private static String user(Crew crew, String name) {
        return "arn:aws:iam::" + crew.account.id() + ":user/" + name;
    }

    private static void denied(Crew crew, Caller.Api caller, String roleArn) {
        refused(
                Code.AccessDenied,
                "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                        .formatted(caller.subject().arn(), roleArn),
                () -> crew.assume(caller, roleArn));
    }

    @Test
    void aRoleIsMadeShownChangedAndDeleted() {
        Crew crew = new Crew(hardened());
        var roles = crew.rig.iam.roles();
        String trust = Crew.trust(crew.account.id().rootArn());
        var made =
                roles.create(
                        crew.admin(),
                        new Roles.Wanted(
                                "R",
                                "/x/",
                                trust,
                                Optional.of("words"),
                                Duration.ofHours(2),
                                Optional.empty(),
                                List.of(new Tag("k", "v"))));
        assertThat(made.role().id()).matches("AROA[A-Z2-7]{17}");
        assertThat(made.role().arn()).endsWith(":role/x/R");
        refused(
                Code.EntityAlreadyExists,
                "Role with name r already exists.",
                () -> crew.role("r", trust));
        var got = roles.get(crew.admin(), "r");
        assertThat(got.role().trustPolicy()).isEqualTo(trust);
        assertThat(got.tags()).hasSize(1);
        roles.update(
                crew.admin(),
                Action.UPDATE_ROLE,
                "R",
                Optional.empty(),
                Optional.of(Duration.ofHours(12)));
        assertThat(roles.get(crew.admin(), "R").role().description()).contains("words");
        assertThat(roles.get(crew.admin(), "R").role().maxSession())
                .isEqualTo(Duration.ofHours(12));
        crew.rig
                .iam
                .ownedPolicies()
                .putInline(crew.admin(), Kind.ROLE, "R", new Inline("p", Crew.ALLOW_ALL));
        refused(
                Code.DeleteConflict,
                "Cannot delete entity, must delete policies first.",
                () -> roles.delete(crew.admin(), "R"));
        crew.rig.iam.ownedPolicies().deleteInline(crew.admin(), Kind.ROLE, "R", "p");
        crew.rig.iam.ownedPolicies().attach(crew.admin(), Kind.ROLE, "R", Crew.ADMINISTRATOR);
        refused(
                Code.DeleteConflict,
                "Cannot delete entity, must detach all policies first.",
                () -> roles.delete(crew.admin(), "R"));
        crew.rig.iam.ownedPolicies().detach(crew.admin(), Kind.ROLE, "R", Crew.ADMINISTRATOR);
        assertThat(roles.list(crew.admin(), new Page("/x/", "", 1)).items()).hasSize(1);
        roles.delete(crew.admin(), "R");
        refused(
                Code.NoSuchEntity,
                "The role with name R cannot be found.",
                () -> roles.get(crew.admin(), "R"));
    }

    @Test
    void anUnknownPrincipalIsRefused() {
        Crew crew = new Crew(hardened());
        String nobody = user(crew, "nobody");
        refused(
                Code.MalformedPolicyDocument,
                "Invalid principal in policy: \"AWS\":\"" + nobody + "\"",
                () -> crew.role("r", Crew.trust(nobody)));
        refused(
                Code.MalformedPolicyDocument,
                "Policy document should not specify a principal.",
                () ->
                        crew.rig
                                .iam
                                .managedPolicies()
                                .create(
                                        crew.admin(),
                                        "p",
                                        "/",
                                        Crew.trust(crew.account.id().rootArn()),
                                        Optional.empty(),
                                        List.of()));
    }

    @Test
    void trustByAccountNeedsAnIdentityPolicyAndTrustByNameDoesNot() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada", Crew.allow("iam:GetUser", "*"));
        crew.role("byAccount", Crew.trust(crew.account.id().rootArn()));
        crew.role("byName", Crew.trust(user(crew, "ada")));
        denied(crew, crew.by(ada), arn(crew, "byAccount"));
        Issued issued = crew.assume(crew.by(ada), arn(crew, "byName"));
        assertThat(issued.arn())
                .isEqualTo("arn:aws:sts::" + crew.account.id() + ":assumed-role/byName/session");
        assertThat(issued.userId()).startsWith("AROA").endsWith(":session");
        denied(crew, crew.by(ada), arn(crew, "none"));
        crew.put("ada", Crew.allow("sts:AssumeRole", arn(crew, "byAccount")));
        crew.assume(crew.by(ada), arn(crew, "byAccount"));
        crew.put("ada", Crew.document("Deny", "sts:*", "*", "{}"));
        denied(crew, crew.by(ada), arn(crew, "byName"));
        denied(crew, crew.admin(), arn(crew, "byName"));
    }

    /** User guide, evaluation of resource-based policies: a session's ARN grants to the session. */
    @Test
    void trustInTheVerySessionIsLimitedByExplicitDeniesOnly() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        crew.role("first", Crew.trust(user(crew, "ada")));
        Issued issued = crew.assume(crew.by(ada), arn(crew, "first"));
        Caller.Api unlimited = crew.by(issued);
        crew.role("byRole", Crew.trust(arn(crew, "first")));
        crew.role("bySession", Crew.trust(unlimited.subject().arn()));
        crew.role("byOther", Crew.trust(unlimited.subject().arn() + "2"));
        crew.assume(unlimited, arn(crew, "byRole"));
        crew.assume(unlimited, arn(crew, "bySession"));
        denied(crew, unlimited, arn(crew, "byOther"));
        Caller.Api reader = within(crew, ada, Crew.allow("iam:GetUser", "*"));
        denied(crew, reader, arn(crew, "byRole"));
        crew.assume(reader, arn(crew, "bySession"));
        Caller.Api denying = within(crew, ada, Crew.document("Deny", "sts:*", "*", "{}"));
        denied(crew, denying, arn(crew, "bySession"));

        String boundary = "arn:aws:iam::" + crew.account.id() + ":policy/B";
        var policies = crew.rig.iam.managedPolicies();
        String readOnly = Crew.allow("iam:Get*", "*");
        policies.create(crew.admin(), "B", "/", readOnly, Optional.empty(), List.of());
        crew.rig.iam.boundaries().ofRole(crew.admin(), "first", Optional.of(boundary));
        denied(crew, crew.by(issued), arn(crew, "byRole"));
        crew.assume(crew.by(issued), arn(crew, "bySession"));
        String deny = Crew.document("Deny", "sts:AssumeRole", "*", "{}");
        crew.rig.iam.policyVersions().create(crew.admin(), boundary, deny, true);
        denied(crew, crew.by(issued), arn(crew, "bySession"));
    }

    private static Caller.Api within(Crew crew, Crew.Key key, String sessionPolicy) {
        var wanted =
                new Wanted(
                        arn(crew, "first"),
                        "session",
                        Optional.empty(),
                        Optional.of(sessionPolicy),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return crew.by(crew.rig.iam.roleSessions().assume(crew.by(key), wanted));
    }

    /** A user has a name of its own: what its boundary does not mention limits nothing. */
    @Test
    void trustInAUserByNameIsNotLimitedByItsBoundary() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        crew.role("byName", Crew.trust(user(crew, "ada")));
        String boundary = "arn:aws:iam::" + crew.account.id() + ":policy/B";
        var policies = crew.rig.iam.managedPolicies();
        String readOnly = Crew.allow("iam:Get*", "*");
        policies.create(crew.admin(), "B", "/", readOnly, Optional.empty(), List.of());
        crew.rig.iam.boundaries().ofUser(crew.admin(), "ada", Optional.of(boundary));
        crew.assume(crew.by(ada), arn(crew, "byName"));
    }

    @Test
    void aUserThatWasMadeAnewIsNotTrusted() {
        Crew crew = new Crew(aws());
        Crew.Key ada = crew.user("ada");
        crew.role("r", Crew.trust(user(crew, "ada")));
        crew.assume(crew.by(ada), arn(crew, "r"));
        crew.rig.iam.ownedPolicies().deleteInline(crew.admin(), Kind.USER, "ada", "p");
        crew.rig.iam.accessKeys().delete(crew.admin(), Optional.of("ada"), ada.id());
        crew.rig.iam.users().delete(crew.admin(), "ada");
        Crew.Key again = crew.user("ada");
        denied(crew, crew.by(again), arn(crew, "r"));
        crew.rig.iam.roles().setTrust(crew.admin(), "r", Crew.trust(user(crew, "ada")));
        crew.assume(crew.by(again), arn(crew, "r"));
    }

    @Test
    void aRenamedUserIsNotTrustedUnderItsOldName() {
        Crew crew = new Crew(aws());
        Crew.Key ada = crew.user("ada");
        crew.role("r", Crew.trust(user(crew, "ada")));
        crew.rig.iam.users().update(crew.admin(), "ada", Optional.of("bob"), Optional.empty());
        Crew.Key newAda = crew.user("ada");
        denied(crew, crew.by(newAda), arn(crew, "r"));
        assertThat(crew.by(ada).subject().arn()).isEqualTo(user(crew, "bob"));
    }

    @Test
    void aRoleOfAnotherAccountNeedsBothSides() {
        Rig rig = hardened();
        Crew ours = new Crew(rig);
        Crew theirs = new Crew(rig, rig.create(new EmailAddress("root2@example.com")));
        Crew.Key ada = ours.user("ada", Crew.allow("iam:GetUser", "*"));
        theirs.role("byAccount", Crew.trust(ours.account.id().rootArn()));
        theirs.role("byName", Crew.trust(user(ours, "ada")));
        denied(ours, ours.by(ada), arn(theirs, "byAccount"));
        denied(ours, ours.by(ada), arn(theirs, "byName"));
        ours.put("ada", Crew.allow("sts:AssumeRole", "*"));
        Issued issued = ours.assume(ours.by(ada), arn(theirs, "byAccount"));
        ours.assume(ours.by(ada), arn(theirs, "byName"));
        assertThat(theirs.by(issued).account().id()).isEqualTo(theirs.account.id());
        rig.iam.ownedPolicies().attach(theirs.admin(), Kind.ROLE, "byAccount", Crew.ADMINISTRATOR);
        assertThat(rig.iam.users().list(theirs.by(issued), Page.all()).items()).hasSize(1);
        theirs.role("stranger", Crew.trust(theirs.account.id().rootArn()));
        denied(ours, ours.by(ada), arn(theirs, "stranger"));
        assertThat(rig.iam.securityTokens().accessKeyInfo(ours.admin(), theirs.admin.id()))
                .isEqualTo(theirs.account.id());
    }

    @Test
    void anMfaRoleWantsTheCodeOrTheSession() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.role(
                "mfa",
                Crew.trust(
                        crew.account.id().rootArn(),
                        "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"},"
                                + "\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}}"));
        crew.rig.iam.ownedPolicies().attach(crew.admin(), Kind.ROLE, "mfa", Crew.ADMINISTRATOR);
        String role = arn(crew, "mfa");
        denied(crew, crew.by(ada), role);
        crew.rig.nextStep();
        Issued byCode =
                crew.rig
                        .iam
                        .roleSessions()
                        .assume(
                                crew.by(ada),
                                Crew.wanted(
                                        role,
                                        Optional.of(phone.device().serial().arn()),
                                        Optional.of(phone.code(crew.rig.now).digits())));
        assertThat(crew.by(byCode).mfa()).as("only the trust decision sees it").isEmpty();
        crew.rig.iam.users().list(crew.by(byCode), Page.all());
        crew.rig.nextStep();
        Issued session = crew.session(ada, phone);
        crew.assume(crew.by(session), role);
        crew.rig.pass(Duration.ofHours(1));
        denied(crew, crew.by(session), role);
    }

    private static Wanted with(
            String role,
            Duration duration,
            List<Tag> tags,
            List<String> transitive,
            Optional<String> source) {
        return new Wanted(
                role,
                "session",
                Optional.of(duration),
                Optional.empty(),
                List.of(),
                tags,
                transitive,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                source);
    }

    @Test
    void durationsTagsAndTheSourceIdentityGoAlongTheChain() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        String trust = Crew.trust(crew.account.id().rootArn());
        for (String name : List.of("one", "two")) {
            crew.rig
                    .iam
                    .roles()
                    .create(
                            crew.admin(),
                            new Roles.Wanted(
                                    name,
                                    "/",
                                    trust,
                                    Optional.empty(),
                                    Duration.ofHours(4),
                                    Optional.empty(),
                                    List.of(new Tag("own", "role"))));
            crew.rig.iam.ownedPolicies().attach(crew.admin(), Kind.ROLE, name, Crew.ADMINISTRATOR);
        }
        var sessions = crew.rig.iam.roleSessions();
        refused(
                Code.ValidationError,
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
                () ->
                        sessions.assume(
                                crew.by(ada),
                                with(
                                        arn(crew, "one"),
                                        Duration.ofHours(5),
                                        List.of(),
                                        List.of(),
                                        Optional.empty())));
        Issued one =
                sessions.assume(
                        crew.by(ada),
                        with(
                                arn(crew, "one"),
                                Duration.ofHours(4),
                                List.of(new Tag("team", "red"), new Tag("loose", "x")),
                                List.of("team"),
                                Optional.of("ada")));
        assertThat(one.packedPercent()).isPresent();
        assertThat(one.claims().expiresAt()).isEqualTo(crew.rig.now.plus(Duration.ofHours(4)));
        refused(
                Code.ValidationError,
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed"
                        + " by role chaining.",
                () ->
                        sessions.assume(
                                crew.by(one),
                                with(
                                        arn(crew, "two"),
                                        Duration.ofHours(2),
                                        List.of(),
                                        List.of(),
                                        Optional.empty())));
        Issued two =
                sessions.assume(
                        crew.by(one),
                        with(
                                arn(crew, "two"),
                                Duration.ofHours(1),
                                List.of(),
                                List.of(),
                                Optional.empty()));
        assertThat(two.claims().tags()).containsEntry("team", "red").doesNotContainKey("loose");
        assertThat(two.claims().sourceIdentity()).contains("ada");
        assertThat(two.claims().chained()).isTrue();
        refused(
                Code.InvalidInput,
                "One of the specified transitive tag keys can't be set because it conflicts with a"
                        + " transitive tag key from the calling session.",
                () ->
                        sessions.assume(
                                crew.by(one),
                                with(
                                        arn(crew, "two"),
                                        Duration.ofHours(1),
                                        List.of(new Tag("TEAM", "b")),
                                        List.of(),
                                        Optional.empty())));
        refused(
                Code.AccessDenied,
                "User: %s is not authorized to perform: sts:SetSourceIdentity on resource: %s"
                        .formatted(one.arn(), arn(crew, "two")),
                () ->
                        sessions.assume(
                                crew.by(one),
                                with(
                                        arn(crew, "two"),
                                        Duration.ofHours(1),
                                        List.of(),
                                        List.of(),
                                        Optional.of("eve"))));
        crew.rig
                .iam
                .roles()
                .setTrust(
                        crew.admin(),
                        "two",
                        Crew.trust(crew.account.id().rootArn()).replace("\"sts:TagSession\",", ""));
        refused(
                Code.AccessDenied,
                "User: %s is not authorized to perform: sts:TagSession on resource: %s"
                        .formatted(user(crew, "ada"), arn(crew, "two")),
                () ->
                        sessions.assume(
                                crew.by(ada),
                                with(
                                        arn(crew, "two"),
                                        Duration.ofHours(1),
                                        List.of(new Tag("a", "b")),
                                        List.of(),
                                        Optional.empty())));
        refused(
                Code.ValidationError,
                "nonsense is invalid",
                () -> crew.assume(crew.by(ada), "nonsense"));
    }

    @Test
    void aSessionPolicyLimitsTheRole() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        crew.role("r", Crew.trust(crew.account.id().rootArn()));
        crew.rig.iam.ownedPolicies().attach(crew.admin(), Kind.ROLE, "r", Crew.ADMINISTRATOR);
        Issued issued =
                crew.rig
                        .iam
                        .roleSessions()
                        .assume(
                                crew.by(ada),
                                new Wanted(
                                        arn(crew, "r"),
                                        "session",
                                        Optional.empty(),
                                        Optional.of(Crew.allow("iam:ListUsers", "*")),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()));
        crew.rig.iam.users().list(crew.by(issued), Page.all());
        refused(
                Code.AccessDenied,
                "User: %s is not authorized to perform: iam:ListRoles on resource: * because no session policy allows the iam:ListRoles action"
                        .formatted(issued.arn()),
                () -> crew.rig.iam.roles().list(crew.by(issued), Page.all()));
    }
}
