package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.iam.ConcurrentChange;
import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Authorizer;
import countersign.iam.credential.SigningKeys.Found;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.Password;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.signin.CodeOutcome;
import countersign.iam.signin.PasswordOutcome;
import countersign.iam.sts.Issued;
import countersign.iam.tag.Tag;
import countersign.otp.OtpCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GetSessionToken and GetFederationToken, codes at STS, and what ends session credentials. */
abstract class TokenContract extends Contract {
    private static final String WRONG_CODE =
            "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
    private static final String WRONG_SERIAL =
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA"
                    + " serial number is valid and associated with this user.";
    private static final String ONE_OF_TWO =
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time"
                    + " pass code.";

    private static void denied(String text, ThrowingCallable call) {
        refused(Code.AccessDenied, text, call);
    }

    private static String serial(Rig.Phone phone) {
        return phone.device().serial().arn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hardened", "aws"})
    void everyFailureOfACodeHasOneOfThreeTexts(String rules) {
        Crew crew = new Crew(rig(MfaRules.named(rules).orElseThrow()));
        Crew.Key ada = crew.user("ada");
        crew.user("bob");
        Rig.Phone phone = crew.enabled("ada", "phone");
        Rig.Phone bobs = crew.enabled("bob", "bobs");
        Rig.Phone nobodys = crew.device("nobodys");
        crew.rig.nextStep();
        Optional<String> code = Optional.of(phone.code(crew.rig.now).digits());
        denied(ONE_OF_TWO, () -> crew.session(ada, Optional.of(serial(phone)), Optional.empty()));
        denied(ONE_OF_TWO, () -> crew.session(ada, Optional.empty(), code));
        denied(WRONG_CODE, () -> crew.session(ada, phone, phone.wrongCode(crew.rig.now)));
        for (String serial :
                List.of(
                        serial(bobs),
                        serial(nobodys),
                        "arn:aws:iam::" + crew.account.id() + ":mfa/none",
                        "arn:aws:iam::" + crew.account.id() + ":user/ada")) {
            denied(WRONG_SERIAL, () -> crew.session(ada, Optional.of(serial), code));
        }
        crew.session(ada, phone);
        denied(WRONG_CODE, () -> crew.session(ada, phone));
        crew.rig.nextWindow();
        for (int number = 0; number < 9; number++) {
            denied(WRONG_CODE, () -> crew.session(ada, phone, phone.wrongCode(crew.rig.now)));
        }
        denied(WRONG_SERIAL, () -> crew.session(ada, phone));
        crew.rig.nextWindow();
        crew.session(ada, phone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hardened", "aws"})
    void T01_T10_aCodeIsGoodOnceOverTheApiAndTheConsole(String rules) {
        Crew crew = new Crew(rig(MfaRules.named(rules).orElseThrow()));
        Crew.Key ada = crew.user("ada");
        crew.password("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextStep();
        OtpCode code = phone.code(crew.rig.now);
        crew.session(ada, phone, code);
        var pending =
                ((PasswordOutcome.CodeNeeded) crew.signInOutcome("ada", Crew.PASSWORD)).pending();
        assertThat(crew.rig.code(pending, phone, code)).isInstanceOf(CodeOutcome.Refused.class);
        crew.rig.nextStep();
        OtpCode next = phone.code(crew.rig.now);
        assertThat(crew.rig.code(pending, phone, next)).isInstanceOf(CodeOutcome.SignedIn.class);
        denied(WRONG_CODE, () -> crew.session(ada, phone, next));
        String role = "arn:aws:iam::" + crew.account.id() + ":role/r";
        crew.role("r", Crew.trust(crew.account.id().rootArn()));
        denied(
                WRONG_CODE,
                () ->
                        crew.rig
                                .iam
                                .roleSessions()
                                .assume(
                                        crew.by(ada),
                                        Crew.wanted(
                                                role,
                                                Optional.of(serial(phone)),
                                                Optional.of(next.digits()))));
    }

    @Test
    void T01_ofSixtyFourRacingCallsOneWins() {
        Crew crew = new Crew(rig(WIDE));
        Crew.Key ada = crew.user("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextStep();
        OtpCode code = phone.code(crew.rig.now);
        List<Boolean> won =
                Rig.race(
                        64,
                        _ -> {
                            try {
                                crew.session(ada, phone, code);
                                return true;
                            } catch (Refused refused) {
                                return false;
                            } catch (ConcurrentChange _) {
                                return false;
                            }
                        });
        assertThat(won.stream().filter(it -> it)).hasSize(1);
    }

    @Test
    void aLeakedKeyIsSuspendedAtTheCapAndLocksNobodyOut() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        crew.password("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        var second =
                new Crew.Key(crew.rig.iam.accessKeys().create(crew.admin(), Optional.of("ada")));
        for (int number = 0; number < 100; number++) {
            if (number % 9 == 0) crew.rig.nextWindow();
            OtpCode wrong = phone.wrongCode(crew.rig.now);
            denied(WRONG_CODE, () -> crew.session(ada, phone, wrong));
        }
        assertThat(crew.look(ada.id(), Optional.empty())).isInstanceOf(Found.Unknown.class);
        refused(
                Code.UnmodifiableEntity,
                "The Access Key with id "
                        + ada.id()
                        + " was suspended after too many wrong MFA codes: delete it and create"
                        + " another.",
                () ->
                        crew.rig
                                .iam
                                .accessKeys()
                                .setActive(crew.admin(), Optional.of("ada"), ada.id(), true));
        crew.rig.nextStep();
        denied(WRONG_SERIAL, () -> crew.session(second, phone));
        crew.signIn("ada", phone);
        assertThat(crew.rig.audit()).contains("CloseMFALane");
    }

    @Test
    void C18_aNewKeyIsNoNewStart() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextWindow();
        OtpCode wrong = phone.wrongCode(crew.rig.now);
        for (int number = 0; number < 9; number++) {
            denied(WRONG_CODE, () -> crew.session(ada, phone, wrong));
        }
        var keys = crew.rig.iam.accessKeys();
        keys.delete(crew.admin(), Optional.of("ada"), ada.id());
        var renewed = new Crew.Key(keys.create(crew.admin(), Optional.of("ada")));
        denied(WRONG_SERIAL, () -> crew.session(renewed, phone));
    }

    @Test
    void awsCountsByDeviceAlone() {
        Crew crew = new Crew(aws());
        Crew.Key ada = crew.user("ada");
        crew.password("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextWindow();
        for (int number = 0; number < 9; number++) {
            denied(WRONG_CODE, () -> crew.session(ada, phone, phone.wrongCode(crew.rig.now)));
        }
        var pending =
                ((PasswordOutcome.CodeNeeded) crew.signInOutcome("ada", Crew.PASSWORD)).pending();
        assertThat(crew.rig.code(pending, phone, phone.code(crew.rig.now)))
                .isInstanceOf(CodeOutcome.OverBudget.class);
    }

    /** What ends session credentials under hardened rules, and not as AWS does it. */
    enum End {
        FACTOR_REMOVED,
        PASSWORD_CHANGED,
        KEY_DELETED,
        KEY_INACTIVE
    }

    private static void bring(End end, Crew crew, Crew.Key key) {
        var iam = crew.rig.iam;
        Optional<String> ada = Optional.of("ada");
        switch (end) {
            case FACTOR_REMOVED ->
                    iam.virtualDevices()
                            .deactivate(
                                    crew.admin(),
                                    ada,
                                    "arn:aws:iam::" + crew.account.id() + ":mfa/phone");
            case PASSWORD_CHANGED -> {
                var next = Optional.of(Password.of("a brand new one 3"));
                iam.loginProfiles().update(crew.admin(), "ada", next, Optional.empty());
            }
            case KEY_DELETED -> iam.accessKeys().delete(crew.admin(), ada, key.id());
            case KEY_INACTIVE -> iam.accessKeys().setActive(crew.admin(), ada, key.id(), false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hardenedEndsSessionCredentialsAndAwsDoesNot(End end) {
        for (Rig rig : List.of(hardened(), aws())) {
            Crew crew = new Crew(rig);
            Crew.Key ada = crew.user("ada");
            crew.password("ada");
            Rig.Phone phone = crew.enabled("ada", "phone");
            crew.role("r", Crew.trust(crew.account.id().rootArn()));
            crew.rig.nextStep();
            Issued session = crew.session(ada, phone);
            Issued role =
                    crew.assume(crew.by(session), "arn:aws:iam::" + crew.account.id() + ":role/r");
            var early = crew.by(session);
            bring(end, crew, ada);
            boolean ends = rig.iam.rules().endsSessionCredentials();
            for (Issued issued : List.of(session, role)) {
                assertThat(crew.look(issued))
                        .isInstanceOf(ends ? Found.BadToken.class : Found.Active.class);
            }
            if (ends) {
                refused(
                        Code.InvalidClientTokenId,
                        "The security token included in the request is invalid.",
                        () -> rig.iam.users().create(early, "x", "/", Optional.empty(), List.of()));
            } else {
                rig.iam.users().create(early, "x", "/", Optional.empty(), List.of());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hardened", "aws"})
    void sessionsOfAUserOrRoleThatIsGoneEnd(String rules) {
        Crew crew = new Crew(rig(MfaRules.named(rules).orElseThrow()));
        Crew.Key ada = crew.user("ada");
        crew.role("r", Crew.trust(crew.account.id().rootArn()));
        String arn = "arn:aws:iam::" + crew.account.id() + ":role/r";
        Issued role = crew.assume(crew.by(ada), arn);
        Issued session = crew.session(ada, Optional.empty(), Optional.empty());
        crew.rig.iam.roles().delete(crew.admin(), "r");
        crew.role("r", Crew.trust(crew.account.id().rootArn()));
        assertThat(crew.look(role))
                .as("another role of that name")
                .isInstanceOf(Found.BadToken.class);
        crew.rig.iam.ownedPolicies().deleteInline(crew.admin(), Kind.USER, "ada", "p");
        crew.rig.iam.accessKeys().delete(crew.admin(), Optional.of("ada"), ada.id());
        crew.rig.iam.users().delete(crew.admin(), "ada");
        assertThat(crew.look(session)).isInstanceOf(Found.BadToken.class);
    }

    @Test
    void tokensBelongToTheirKeyAndExpire() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        Issued one = crew.session(ada, Optional.empty(), Optional.empty());
        Issued other = crew.session(ada, Optional.empty(), Optional.empty());
        String id = one.claims().accessKeyId();
        assertThat(id).startsWith("CSIA").hasSize(20);
        assertThat(crew.look(id, Optional.empty())).isInstanceOf(Found.BadToken.class);
        assertThat(crew.look(id, Optional.of(other.token()))).isInstanceOf(Found.BadToken.class);
        assertThat(crew.look(id, Optional.of("nonsense"))).isInstanceOf(Found.BadToken.class);
        assertThat(crew.look(id, Optional.of(""))).isInstanceOf(Found.BadToken.class);
        String changed = (one.token().startsWith("A") ? "B" : "A") + one.token().substring(1);
        assertThat(crew.look(id, Optional.of(changed))).isInstanceOf(Found.BadToken.class);
        assertThat(crew.look(ada.id(), Optional.of(one.token())))
                .isInstanceOf(Found.StrayToken.class);
        assertThat(crew.look("AKIAAAAAAAAAAAAAAAAA", Optional.empty()))
                .isInstanceOf(Found.Unknown.class);
        assertThat(crew.look("short", Optional.empty())).isInstanceOf(Found.Unknown.class);
        assertThat(one.claims().expiresAt()).isEqualTo(crew.rig.now.plus(Duration.ofHours(12)));
        crew.rig.pass(Duration.ofHours(12).minusSeconds(1));
        crew.by(one);
        crew.rig.pass(Duration.ofSeconds(1));
        assertThat(crew.look(one)).isInstanceOf(Found.Expired.class);
    }

    @Test
    void withoutMfaThereIsNoIamAndNoFurtherToken() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        var plain = crew.by(crew.session(ada, Optional.empty(), Optional.empty()));
        refused(
                Code.InvalidClientTokenId,
                "The security token included in the request is invalid",
                () -> Authorizer.requireCallable(plain, Action.LIST_USERS));
        Authorizer.requireCallable(plain, Action.ASSUME_ROLE);
        Authorizer.requireCallable(plain, Action.GET_CALLER_IDENTITY);
        denied(
                "Cannot call GetSessionToken with session credentials",
                () ->
                        crew.rig
                                .iam
                                .securityTokens()
                                .sessionToken(
                                        plain,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()));
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextStep();
        var proved = crew.by(crew.session(ada, phone));
        Authorizer.requireCallable(proved, Action.LIST_USERS);
        crew.rig.iam.users().list(proved, Page.all());
        denied(
                "Cannot call GetSessionToken with session credentials",
                () -> Authorizer.requireCallable(proved, Action.GET_SESSION_TOKEN));
    }

    @Test
    void conditionsSeeTheMfaOfASessionAndOfNothingElse() {
        Crew crew = new Crew(aws());
        Crew.Key ada =
                crew.user(
                        "ada",
                        Crew.document(
                                "Allow",
                                "iam:*",
                                "*",
                                "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"},"
                                    + "\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"3600\"}}"));
        crew.password("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextStep();
        assertThatThrownBy(() -> crew.rig.iam.users().list(crew.by(ada), Page.all()))
                .isInstanceOf(Refused.class);
        Issued session = crew.session(ada, phone);
        crew.rig.iam.users().list(crew.by(session), Page.all());
        crew.rig.nextStep();
        crew.rig.iam.users().list(crew.signIn("ada", phone), Page.all());
        crew.rig.pass(Duration.ofHours(1));
        assertThatThrownBy(() -> crew.rig.iam.users().list(crew.by(session), Page.all()))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aFederatedUserHasWhatBothAllowAndNoIam() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        var tokens = crew.rig.iam.securityTokens();
        Issued none =
                tokens.federationToken(
                        crew.by(ada),
                        "bob",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of());
        assertThat(none.arn())
                .isEqualTo("arn:aws:sts::" + crew.account.id() + ":federated-user/bob");
        assertThat(none.userId()).isEqualTo(crew.account.id() + ":bob");
        assertThat(none.packedPercent()).isEmpty();
        refused(
                Code.InvalidClientTokenId,
                "The security token included in the request is invalid",
                () -> Authorizer.requireCallable(crew.by(none), Action.LIST_USERS));
        denied(
                "Cannot call AssumeRole with session credentials",
                () -> Authorizer.requireCallable(crew.by(none), Action.ASSUME_ROLE));
        Authorizer.requireCallable(crew.by(none), Action.GET_CALLER_IDENTITY);
        Issued some =
                tokens.federationToken(
                        crew.by(ada),
                        "bob",
                        Optional.empty(),
                        Optional.of(Crew.allow("iam:ListUsers", "*")),
                        List.of(),
                        List.of(new Tag("team", "red")));
        assertThat(some.packedPercent()).isPresent();
        var authorizer = crew.rig.iam.authorizer();
        var bob = crew.by(some);
        crew.rig.store.read(tables -> {
            authorizer.require(tables, bob, Action.LIST_USERS, "*");
            return true;
        });
        refused(
                Code.PackedPolicyTooLarge,
                "Packed policy consumes 147% of allotted space, please use smaller policy.",
                () ->
                        tokens.federationToken(
                                crew.by(ada),
                                "bob",
                                Optional.empty(),
                                Optional.of(padded(3_000)),
                                List.of(),
                                List.of()));
        refused(
                Code.MalformedPolicyDocument,
                "Syntax errors in policy.",
                () ->
                        tokens.federationToken(
                                crew.by(ada),
                                "bob",
                                Optional.empty(),
                                Optional.of("{"),
                                List.of(),
                                List.of()));
    }

    private static String padded(int length) {
        String policy = Crew.ALLOW_ALL;
        return policy + " ".repeat(length - policy.length());
    }

    @Test
    void rootCannotAssumeRolesAndItsSessionsEndAfterAnHour() {
        Crew crew = new Crew(aws());
        var key = new Crew.Key(crew.rig.iam.accessKeys().create(crew.root(), Optional.empty()));
        Issued session =
                crew.rig
                        .iam
                        .securityTokens()
                        .sessionToken(
                                crew.by(key),
                                Optional.of(Duration.ofHours(36)),
                                Optional.empty(),
                                Optional.empty());
        assertThat(session.claims().expiresAt()).isEqualTo(crew.rig.now.plus(Duration.ofHours(1)));
        crew.role("r", Crew.trust(crew.account.id().rootArn()));
        for (var caller : List.of(crew.by(key), crew.by(session))) {
            denied(
                    "Roles may not be assumed by root accounts.",
                    () -> crew.assume(caller, "arn:aws:iam::" + crew.account.id() + ":role/r"));
        }
        Rig.Phone phone = crew.rig.enrol(crew.rig.signIn(), "root-phone");
        crew.rig.nextStep();
        Issued proved = crew.session(key, phone);
        crew.rig.iam.users().list(crew.by(proved), Page.all());
    }
}
