package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Refused.Code;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordChange.Change;
import countersign.iam.password.PasswordPolicy;
import countersign.iam.session.Caller;
import countersign.iam.signin.CodeOutcome;
import countersign.iam.signin.PasswordOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Passwords of IAM users: who may set them, with what proof, and when they are over. */
abstract class UserPasswordContract extends Contract {
    private static final Password NEXT = Password.of("another Fine day 7");
    private static final String NEEDS_MFA =
            "To complete this action, please ensure that you are authenticated with an MFA device"
                    + " that is enabled for this user.";
    private static final String NEEDS_PASSWORD =
            "To complete this action, please enter your current password again.";

    private static void update(Crew crew, Caller.Authenticated caller, String user) {
        crew.rig.iam.loginProfiles().update(caller, user, Optional.of(NEXT), Optional.of(false));
    }

    private static void delete(Crew crew, Caller.Authenticated caller, String user) {
        crew.rig.iam.loginProfiles().delete(caller, Optional.of(user));
    }

    /** The session, used so much later. */
    private static Caller.SignedIn after(Caller.SignedIn caller, Duration time) {
        return new Caller.SignedIn(
                caller.account(),
                caller.principal(),
                caller.session(),
                caller.now().plus(time),
                caller.client());
    }

    @Test
    void whoHasADeviceNeedsFreshMfaForItsOwnPasswordWhicheverWayItGoes() {
        Crew crew = new Crew(hardened());
        Crew.Key key = crew.user("ada");
        crew.password("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextStep();
        var profiles = crew.rig.iam.loginProfiles();
        refused(Code.AccessDenied, NEEDS_MFA, () -> update(crew, crew.by(key), "ada"));
        refused(Code.AccessDenied, NEEDS_MFA, () -> delete(crew, crew.by(key), "ADA"));
        refused(
                Code.AccessDenied,
                NEEDS_MFA,
                () -> profiles.change(crew.by(key), Crew.PASSWORD, NEXT));
        var session = crew.session(key, phone);
        crew.rig.pass(Duration.ofMinutes(16));
        refused(Code.AccessDenied, NEEDS_MFA, () -> update(crew, crew.by(session), "ada"));
        refused(Code.AccessDenied, NEEDS_MFA, () -> delete(crew, crew.by(session), "ada"));
        crew.signIn("ada", phone);
        crew.rig.nextStep();
        update(crew, crew.by(crew.session(key, phone)), "ada");
        refused(
                Code.AccessDenied,
                NEEDS_MFA,
                () ->
                        profiles.create(
                                crew.by(deletedByAdmin(crew, key)),
                                Optional.of("ada"),
                                NEXT,
                                false));
    }

    private static Crew.Key deletedByAdmin(Crew crew, Crew.Key key) {
        delete(crew, crew.admin(), "ada");
        return key;
    }

    @Test
    void inTheConsoleTheCurrentPasswordIsNeededForItsOwnWhicheverWayItGoes() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        Caller.SignedIn ada = crew.signIn("ada");
        Caller.SignedIn later = after(ada, Duration.ofMinutes(6));
        refused(Code.AccessDenied, NEEDS_PASSWORD, () -> update(crew, later, "ada"));
        refused(Code.AccessDenied, NEEDS_PASSWORD, () -> delete(crew, later, "ada"));
        assertThat(crew.rig.iam.passwordChange().change(later, NEXT))
                .as("as the way of its own asks")
                .isInstanceOf(Change.Needs.class);
        update(crew, ada, "ada");
        assertThat(crew.signInOutcome("ada", NEXT)).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    @Test
    void othersPasswordsAndTheRulesOfAwsAskNothingMore() {
        Crew crew = new Crew(hardened());
        crew.user("ada");
        Crew.Key boss = crew.user("boss");
        crew.password("ada");
        crew.enabled("boss", "phone");
        update(crew, crew.by(boss), "ada");

        Crew aws = new Crew(aws());
        Crew.Key key = aws.user("ada");
        aws.password("ada");
        Caller.SignedIn ada = aws.signIn("ada");
        aws.enabled("ada", "phone");
        update(aws, after(ada, Duration.ofHours(1)), "ada");
        aws.rig.iam.loginProfiles().change(aws.by(key), NEXT, Crew.PASSWORD);
        delete(aws, aws.by(key), "ada");
    }

    @Test
    void aFirstDeviceByTheWayOfAnAdministratorWantsTheFreshPasswordToo() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        Caller.SignedIn ada = crew.signIn("ada");
        Rig.Phone phone = crew.device("phone");
        crew.rig.pass(Duration.ofMinutes(16));
        refused(
                Code.AccessDenied,
                NEEDS_PASSWORD,
                () -> crew.enable(after(ada, Duration.ofMinutes(16)), "ada", phone, Duration.ZERO));
        crew.enable(crew.signIn("ada"), "ada", phone, Duration.ZERO);
    }

    @Test
    void toChangeAPasswordIsToTakeADifferentOne() {
        Crew crew = new Crew(hardened());
        Crew.Key key = crew.user("ada");
        crew.password("ada");
        Password again = Password.of("Tr0ub4dor and three");
        var profiles = crew.rig.iam.loginProfiles();
        profiles.update(crew.admin(), "ada", Optional.empty(), Optional.of(true));
        refused(
                Code.PasswordPolicyViolation,
                "Password does not conform to the account password policy.",
                () -> profiles.change(crew.by(key), Crew.PASSWORD, again));
        Caller.SignedIn ada = crew.signIn("ada");
        var changes = crew.rig.iam.passwordChange();
        assertThat(changes.change(ada, again)).isEqualTo(new Change.Same());
        assertThat(crew.signIn("ada").mustChangePassword()).isTrue();
        assertThat(changes.change(ada, NEXT)).isEqualTo(new Change.Done());
    }

    /** A password is good for 90 days. */
    private static PasswordPolicy ageing(Optional<Boolean> hardExpiry) {
        return new PasswordPolicy(
                6, false, false, false, false, true, Optional.of(90), Optional.empty(), hardExpiry);
    }

    @Test
    void aPasswordThatHasExpiredForGoodIsResetByAnAdministrator() {
        Crew crew = new Crew(hardened());
        Crew.Key key = crew.user("ada");
        crew.password("ada");
        crew.rig.iam.passwordPolicies().put(crew.admin(), ageing(Optional.of(true)));
        crew.rig.pass(Duration.ofDays(90).minusMinutes(1));
        var open = (PasswordOutcome.SignedIn) crew.signInOutcome("ada", Crew.PASSWORD);
        crew.rig.pass(Duration.ofMinutes(1));
        assertThat(crew.rig.find(open.session())).as("a session ends, too").isEmpty();
        assertThat(crew.signInOutcome("ada", Crew.PASSWORD))
                .isEqualTo(new PasswordOutcome.Expired());
        assertThat(crew.signInOutcome("ada", Rig.WRONG_PASSWORD))
                .as("said to who knows it only")
                .isEqualTo(new PasswordOutcome.Refused());
        assertThat(crew.rig.audit()).contains("Password expired");
        crew.root();
        crew.rig.iam.loginProfiles().change(crew.by(key), Crew.PASSWORD, NEXT);
        assertThat(crew.signInOutcome("ada", NEXT))
                .as("with a key one may still change it, as on AWS")
                .isInstanceOf(PasswordOutcome.SignedIn.class);
        crew.rig.pass(Duration.ofDays(90));
        var profiles = crew.rig.iam.loginProfiles();
        profiles.update(crew.admin(), "ada", Optional.of(Crew.PASSWORD), Optional.empty());
        assertThat(crew.signIn("ada").mustChangePassword()).isFalse();
    }

    @Test
    void noCodeIsAskedForAPasswordThatHasExpiredForGood() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.iam.passwordPolicies().put(crew.admin(), ageing(Optional.of(true)));
        crew.rig.pass(Duration.ofDays(90).minusMinutes(1));
        var pending =
                ((PasswordOutcome.CodeNeeded) crew.signInOutcome("ada", Crew.PASSWORD)).pending();
        crew.rig.pass(Duration.ofMinutes(1));
        assertThat(crew.rig.code(pending, phone, phone.code(crew.rig.now)))
                .isEqualTo(new CodeOutcome.Ended());
        assertThat(crew.signInOutcome("ada", Crew.PASSWORD))
                .isEqualTo(new PasswordOutcome.Expired());
    }

    @Test
    void withoutHardExpiryAnExpiredPasswordIsChangedAtSignIn() {
        Crew crew = Crew.withAda(hardened(), Crew.ALLOW_ALL);
        for (var soft : List.of(Optional.<Boolean>empty(), Optional.of(false))) {
            crew.rig.iam.passwordPolicies().put(crew.admin(), ageing(soft));
            crew.rig.pass(Duration.ofDays(90));
            assertThat(crew.signIn("ada").mustChangePassword()).isTrue();
        }
        assertThat(crew.rig.iam.passwordChange().change(crew.signIn("ada"), NEXT))
                .isEqualTo(new Change.Done());
    }
}
