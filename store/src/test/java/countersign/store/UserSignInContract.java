package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import countersign.iam.Refused.Code;
import countersign.iam.Token;
import countersign.iam.key.SealBroken;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Enrolments;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordChange.Change;
import countersign.iam.password.PasswordPolicy;
import countersign.iam.password.PasswordRules;
import countersign.iam.session.Caller;
import countersign.iam.signin.PasswordOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** IAM users in the console: sign-in and passwords. */
abstract class UserSignInContract extends Contract {
    private static final Password NEXT = Password.of("another Fine day 7");

    private static PasswordOutcome signIn(Crew crew, String account, String name, Password typed) {
        return crew.rig
                .iam
                .signIn()
                .passwordOfUser(account, name, typed, crew.rig.client, crew.rig.now);
    }

    @Test
    void aUserSignsInByAccountIdOrAlias() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        crew.rig.iam.aliases().create(crew.admin(), "example-corp");
        String id = crew.account.id().digits();
        assertThat(signIn(crew, id, "ada", Crew.PASSWORD))
                .isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(signIn(crew, " Example-Corp ", " ADA ", Crew.PASSWORD))
                .isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(signIn(crew, id, "admin", Crew.PASSWORD))
                .as("no password is set")
                .isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(signIn(crew, "999999999999", "ada", Crew.PASSWORD))
                .isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(signIn(crew, id, "nobody", Crew.PASSWORD))
                .isInstanceOf(PasswordOutcome.Refused.class);
    }

    @Test
    void T25_spellingsOfOneNameShareOneCounter() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        crew.rig.iam.aliases().create(crew.admin(), "example-corp");
        String id = crew.account.id().digits();
        List<String> accounts =
                List.of(id, "example-corp", " EXAMPLE-corp", id + " ", "Example-Corp");
        for (String name : List.of("ada", "nobody")) {
            for (String account : accounts) {
                assertThat(signIn(crew, account, name, Rig.WRONG_PASSWORD))
                        .isInstanceOf(PasswordOutcome.Refused.class);
                assertThat(
                                signIn(
                                        crew,
                                        account,
                                        " " + name.toUpperCase(Locale.ROOT),
                                        Rig.WRONG_PASSWORD))
                        .isInstanceOf(PasswordOutcome.Refused.class);
            }
            assertThat(signIn(crew, id, name, Crew.PASSWORD))
                    .isInstanceOf(PasswordOutcome.Throttled.class);
        }
        assertThat(crew.rig.password())
                .as("root has a counter of its own")
                .isInstanceOf(PasswordOutcome.SignedIn.class);
        crew.rig.iam.users().update(crew.admin(), "ada", Optional.of("grace"), Optional.empty());
        assertThat(signIn(crew, id, "grace", Crew.PASSWORD))
                .as("the counter goes by the unique id")
                .isInstanceOf(PasswordOutcome.Throttled.class);
    }

    @Test
    void oneHashIsComputedWhoeverIsAskedFor() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        String id = crew.account.id().digits();
        for (String name : List.of("ada", "admin", "nobody")) {
            long before = crew.rig.passwords.begun();
            signIn(crew, id, name, Rig.WRONG_PASSWORD);
            assertThat(crew.rig.passwords.begun() - before).as(name).isEqualTo(1);
        }
        long before = crew.rig.passwords.begun();
        signIn(crew, "no-such-alias", "ada", Rig.WRONG_PASSWORD);
        assertThat(crew.rig.passwords.begun() - before).isEqualTo(1);
    }

    @Test
    void whoMustChangeThePasswordCanDoNothingElse() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        crew.rig
                .iam
                .loginProfiles()
                .update(crew.admin(), "ada", Optional.empty(), Optional.of(true));
        Caller.SignedIn ada = crew.signIn("ada");
        assertThat(ada.mustChangePassword()).isTrue();
        refused(
                Code.AccessDenied,
                "User: %s is not authorized to perform: iam:GetUser on resource: %s because the password must be changed first"
                        .formatted(ada.subject().arn(), ada.subject().arn()),
                () -> crew.rig.iam.users().get(ada, Optional.empty()));
        assertThat(crew.rig.iam.enrolments().begin(ada, new DeviceName("phone")))
                .isInstanceOf(Enrolments.Begun.Forbidden.class);
        assertThat(crew.rig.iam.passwordChange().change(ada, NEXT)).isEqualTo(new Change.Done());
        Caller.SignedIn again =
                crew.rig
                        .iam
                        .sessions()
                        .find(token(crew, NEXT), crew.rig.client, crew.rig.now)
                        .orElseThrow();
        assertThat(again.mustChangePassword()).isFalse();
        crew.rig.iam.users().get(again, Optional.empty());
    }

    private static Token token(Crew crew, Password password) {
        return ((PasswordOutcome.SignedIn) crew.signInOutcome("ada", password)).session();
    }

    @Test
    void aPasswordThatIsTooOldMustBeChanged() {
        Crew crew = Crew.withAda(aws(), Crew.allow("iam:GetUser", "*"));
        crew.rig
                .iam
                .passwordPolicies()
                .put(
                        crew.admin(),
                        new PasswordPolicy(
                                12,
                                true,
                                true,
                                true,
                                true,
                                false,
                                Optional.of(90),
                                Optional.of(2),
                                Optional.empty()));
        assertThat(crew.signIn("ada").mustChangePassword()).isFalse();
        crew.rig.pass(Duration.ofDays(90));
        Caller.SignedIn ada = crew.signIn("ada");
        assertThat(ada.mustChangePassword()).isTrue();
        assertThat(crew.root().mustChangePassword()).as("no policy binds root").isFalse();
        assertThat(crew.rig.iam.passwordChange().change(ada, NEXT))
                .isEqualTo(
                        new Change.AgainstPolicy(
                                "Password does not conform to the account password policy."));
        assertThat(crew.rig.iam.passwordChange().change(ada, Password.of("With $ymbols and 3")))
                .isEqualTo(new Change.Done());
    }

    @Test
    void aUserNeedsTheRightOrAPolicyToChangeItsPassword() {
        Crew crew = Crew.withAda(hardened(), Crew.allow("iam:GetUser", "*"));
        Caller.SignedIn ada = crew.signIn("ada");
        assertThat(crew.rig.iam.passwordChange().change(ada, NEXT))
                .isInstanceOfSatisfying(
                        Change.Forbidden.class,
                        it ->
                                assertThat(it.denial().text())
                                        .isEqualTo(
                                                "User: %1$s is not authorized to perform: iam:ChangePassword on resource: %1$s because no identity-based policy allows the iam:ChangePassword action"
                                                        .formatted(ada.subject().arn())));
        assertThat(crew.rig.iam.passwordChange().change(ada, Password.of("password1")))
                .isInstanceOf(Change.Forbidden.class);
        crew.rig
                .iam
                .passwordPolicies()
                .put(
                        crew.admin(),
                        new PasswordPolicy(
                                6,
                                false,
                                false,
                                false,
                                false,
                                true,
                                Optional.empty(),
                                Optional.of(2),
                                Optional.empty()));
        assertThat(crew.rig.iam.passwordChange().change(ada, Password.of("password1")))
                .isEqualTo(new Change.Weak(PasswordRules.Weakness.COMMON));
        assertThat(crew.rig.iam.passwordChange().change(ada, Crew.PASSWORD))
                .isEqualTo(new Change.Same());
        assertThat(crew.rig.iam.passwordChange().change(ada, NEXT)).isEqualTo(new Change.Done());
        crew.rig.pass(Duration.ofMinutes(1));
        assertThat(crew.rig.audit()).contains("ChangePassword");
    }

    @Test
    void rememberedPasswordsCannotBePutBackByMovingBytes() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        var ada = crew.principal("ada");
        var remembered =
                crew.rig.store.read(
                        tables -> tables.passwordPolicies().remembered(ada.account(), ada.id(), 1));
        assertThat(remembered).hasSize(1);
        crew.rig.store.write(tables ->
                tables.principals().setPassword(ada, remembered.getFirst(), crew.rig.now));
        assertThat(catchThrowable(() -> crew.signInOutcome("ada", Crew.PASSWORD)))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void changePasswordByApiChecksTheOldOneAndReuse() {
        Crew crew = new Crew(hardened());
        Crew.Key key = crew.user("ada");
        crew.password("ada");
        var profiles = crew.rig.iam.loginProfiles();
        crew.rig
                .iam
                .passwordPolicies()
                .put(
                        crew.admin(),
                        new PasswordPolicy(
                                6,
                                false,
                                false,
                                false,
                                false,
                                false,
                                Optional.empty(),
                                Optional.of(3),
                                Optional.empty()));
        refused(
                Code.AccessDenied,
                "The old password was incorrect.",
                () -> profiles.change(crew.by(key), Rig.WRONG_PASSWORD, NEXT));
        refused(
                Code.PasswordPolicyViolation,
                "Password does not conform to the account password policy.",
                () -> profiles.change(crew.by(key), Crew.PASSWORD, Crew.PASSWORD));
        Caller.SignedIn session = crew.signIn("ada");
        profiles.change(crew.by(key), Crew.PASSWORD, NEXT);
        assertThat(crew.signInOutcome("ada", Crew.PASSWORD))
                .isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(crew.signInOutcome("ada", NEXT)).isInstanceOf(PasswordOutcome.SignedIn.class);
        refused(
                Code.ExpiredToken,
                "This session has ended: sign in again.",
                () -> crew.rig.iam.users().create(session, "x", "/", Optional.empty(), List.of()));
        refused(
                Code.PasswordPolicyViolation,
                "Password does not conform to the account password policy.",
                () -> profiles.change(crew.by(key), NEXT, Crew.PASSWORD));
        for (int wrong = 0; wrong < 10; wrong++) {
            refused(
                    Code.AccessDenied,
                    "The old password was incorrect.",
                    () -> profiles.change(crew.by(key), Rig.WRONG_PASSWORD, NEXT));
        }
        refused(
                Code.AccessDenied,
                "The old password was incorrect.",
                () -> profiles.change(crew.by(key), NEXT, Password.of("and yet another 1")));
        refused(
                Code.InvalidUserType,
                "Only IAM Users can change their own password",
                () -> profiles.change(crew.root(), Rig.PASSWORD, NEXT));
    }

    @Test
    void T30_aLeakedKeyThatGuessesThePasswordClosesOnlyItself() {
        Crew crew = new Crew(hardened());
        Crew.Key key = crew.user("ada");
        crew.password("ada");
        var profiles = crew.rig.iam.loginProfiles();
        for (int number = 0; number < 101; number++) {
            if (number % 10 == 0) crew.rig.nextWindow();
            refused(
                    Code.AccessDenied,
                    "The old password was incorrect.",
                    () -> profiles.change(crew.by(key), Rig.WRONG_PASSWORD, NEXT));
        }
        crew.rig.nextWindow();
        refused(
                Code.AccessDenied,
                "The old password was incorrect.",
                () -> profiles.change(crew.by(key), Crew.PASSWORD, NEXT));
        crew.signIn("ada");
    }

    @Test
    void loginProfilesHaveAwsTexts() {
        Crew crew = new Crew(hardened());
        crew.user("ada");
        var profiles = crew.rig.iam.loginProfiles();
        refused(
                Code.NoSuchEntity,
                "Login Profile for User ada cannot be found.",
                () -> profiles.get(crew.admin(), Optional.of("ada")));
        refused(
                Code.PasswordPolicyViolation,
                "Password does not conform to the account password policy.",
                () ->
                        profiles.create(
                                crew.admin(), Optional.of("ada"), Password.of("password"), false));
        var made = profiles.create(crew.admin(), Optional.of("ada"), Crew.PASSWORD, true);
        assertThat(made.resetRequired()).isTrue();
        refused(
                Code.EntityAlreadyExists,
                "Login Profile for user ada already exists.",
                () -> crew.password("ada"));
        refused(
                Code.EntityAlreadyExists,
                "Login Profile for account " + crew.account.id() + " already exists.",
                () -> profiles.create(crew.root(), Optional.empty(), Crew.PASSWORD, false));
        refused(
                Code.NoSuchEntity,
                "The Password Policy with domain name " + crew.account.id() + " cannot be found.",
                () -> crew.rig.iam.passwordPolicies().get(crew.admin()));
        refused(
                Code.NoSuchEntity,
                "The account policy with name PasswordPolicy cannot be found.",
                () -> crew.rig.iam.passwordPolicies().delete(crew.admin()));
        assertThat(profiles.get(crew.admin(), Optional.of("ada")).resetRequired()).isTrue();
        profiles.delete(crew.admin(), Optional.of("ada"));
        assertThat(crew.signInOutcome("ada", Crew.PASSWORD))
                .isInstanceOf(PasswordOutcome.Refused.class);
    }
}
