package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.mfa.MfaRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Security cases about what a key or a session has proved, at the API (reference D.5 and D.6). */
@ParameterizedClass(name = "rules {0}")
@ValueSource(strings = {"aws", "hardened"})
class AssuranceCasesTest {
    private static final String MUST_USE_MFA =
            "403 AccessDenied: To complete this action, please ensure that you are authenticated"
                    + " with an MFA device that is enabled for this user.";
    private static final String NO_IAM =
            "403 InvalidClientTokenId: The security token included in the request is invalid";
    private static final String ROLE = "arn:aws:iam::123456789012:role/guarded";

    @TempDir Path folder;
    private final MfaRules rules;
    private ApiRig rig;
    private TestKey admin;
    private TestKey ada;

    AssuranceCasesTest(String rules) {
        this.rules = MfaRules.named(rules).orElseThrow();
    }

    @BeforeEach
    void begin() {
        rig = new ApiRig(folder, rules);
        admin = rig.founder();
        ada = rig.admin(admin, "ada");
        role("guarded", condition("Bool", "\"aws:MultiFactorAuthPresent\":\"true\""));
    }

    @AfterEach
    void end() {
        assertThat(rig.failures).isEmpty();
        rig.close();
    }

    private static String condition(String operator, String key) {
        return "\"Condition\":{\"" + operator + "\":{" + key + "}},";
    }

    private void role(String name, String condition) {
        String trust = Samples.TRUST.replace("\"Action\"", condition + "\"Action\"");
        String[] form = {"RoleName", name, "AssumeRolePolicyDocument", trust};
        assertThat(rig.call(admin, "CreateRole", form).outcome()).isEqualTo("200");
    }

    private Phone enrolled(String name) {
        Phone phone = Phone.make(rig, ada, name);
        assertThat(phone.enable(rig, ada, "ada").outcome()).isEqualTo("200");
        return phone;
    }

    private TestKey plainSession() {
        return TestKey.of(rig.call(ada, "GetSessionToken"));
    }

    private String deactivate(TestKey by, Phone phone) {
        String[] form = {"UserName", "ada", "SerialNumber", phone.serial()};
        return rig.call(by, "DeactivateMFADevice", form).outcome();
    }

    private String add(TestKey by, String name) {
        return Phone.make(rig, ada, name).enable(rig, by, "ada").outcome();
    }

    private String assume(TestKey by, String... more) {
        String[] form = new String[4 + more.length];
        System.arraycopy(new String[] {"RoleArn", ROLE, "RoleSessionName", "night"}, 0, form, 0, 4);
        System.arraycopy(more, 0, form, 4, more.length);
        return rig.call(by, "AssumeRole", form).outcome();
    }

    private static String denied() {
        return denied("ada", "guarded");
    }

    private static String denied(String user, String role) {
        return "403 AccessDenied: User: arn:aws:iam::123456789012:user/%s is not authorized to"
                        .formatted(user)
                + " perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/"
                + role;
    }

    @Test
    void T33_whoHasADeviceNeitherAddsNorRemovesOneWithoutIt() {
        Phone phone = enrolled("phone");
        assertThat(add(ada, "second")).isEqualTo(MUST_USE_MFA);
        assertThat(deactivate(ada, phone)).isEqualTo(MUST_USE_MFA);
        assertThat(
                        rig.call(ada, "DeleteVirtualMFADevice", "SerialNumber", phone.serial())
                                .outcome())
                .isEqualTo("409 DeleteConflict: MFA VirtualDevice in use. Must deactivate first.");
        TestKey session = plainSession();
        assertThat(add(session, "third")).isEqualTo(NO_IAM);
        assertThat(deactivate(session, phone)).isEqualTo(NO_IAM);
        assertThat(phone.pair(rig, session, "ResyncMFADevice", "ada").outcome()).isEqualTo(NO_IAM);
        assertThat(rig.call(ada, "ListMFADevices").texts("SerialNumber"))
                .containsExactly(phone.serial());
    }

    /** AWS lets a plain key resynchronise; what it needs is the device itself, twice. */
    @Test
    void T33_aResyncNeedsTheDeviceItself() {
        Phone phone = enrolled("phone");
        Phone stranger = new Phone(phone.serial(), Phone.make(rig, ada, "another").seed());
        assertThat(stranger.pair(rig, ada, "ResyncMFADevice", "ada").outcome())
                .startsWith("403 InvalidAuthenticationCode: ");
        assertThat(phone.pair(rig, ada, "ResyncMFADevice", "ada").outcome()).isEqualTo("200");
    }

    /** Under the rules of AWS for as long as the session lives, else for fifteen minutes. */
    @Test
    void T33_anMfaOfLongAgoChangesDevicesOnlyWhereTheRulesLetIt() {
        Phone phone = enrolled("phone");
        TestKey session = phone.session(rig, ada);
        rig.pass(Duration.ofMinutes(16));
        assertThat(add(session, "second")).isEqualTo(stale());
        assertThat(deactivate(session, phone)).isEqualTo(stale());
    }

    @Test
    void T33_anMfaOfJustNowChangesDevices() {
        Phone phone = enrolled("phone");
        assertThat(add(phone.session(rig, ada), "second")).isEqualTo("200");
        assertThat(deactivate(phone.session(rig, ada), phone)).isEqualTo("200");
    }

    private String stale() {
        return rules.proofAge().isPresent() ? MUST_USE_MFA : "200";
    }

    @Test
    void T34_aFactorAddedInASessionDoesNotLiftThatSession() {
        TestKey before = plainSession();
        Phone phone = enrolled("phone");
        assertThat(assume(before)).startsWith("403 ");
        assertThat(assume(ada)).isEqualTo(denied());
        assertThat(rig.call(before, "GetUser").outcome()).startsWith("403 InvalidClientTokenId: ");
        assertThat(assume(phone.session(rig, ada))).isEqualTo("200");
        assertThat(assume(before)).as("nor does a code used elsewhere").startsWith("403 ");
    }

    @Test
    void T34_aFactorAddedInASessionDoesNotMakeItsProofNew() {
        Phone first = enrolled("first");
        TestKey session = first.session(rig, ada);
        rig.pass(Duration.ofMinutes(12));
        assertThat(add(session, "second")).isEqualTo("200");
        rig.pass(Duration.ofMinutes(3));
        assertThat(add(session, "third")).isEqualTo(stale());
    }

    /** Who only holds the key has a session that says false, whatever it says of itself. */
    @Test
    void T40_aSessionWithoutACodeIsNeverMfa() {
        Phone phone = enrolled("phone");
        TestKey session = plainSession();
        assertThat(assume(session)).isEqualTo(denied());
        assertThat(assume(session, "aws:MultiFactorAuthPresent", "true")).isEqualTo(denied());
        assertThat(assume(session, "MultiFactorAuthPresent", "true")).isEqualTo(denied());
        assertThat(assume(session, "SerialNumber", phone.serial()))
                .isEqualTo(
                        "403 AccessDenied: MultiFactorAuthentication failed, must provide both MFA"
                                + " serial number and one time pass code.");
        assertThat(rig.call(session, "ListUsers").outcome()).isEqualTo(NO_IAM);
        assertThat(rig.call(session, "GetSessionToken").outcome())
                .isEqualTo(
                        "403 AccessDenied: Cannot call GetSessionToken with session credentials");
        assertThat(assume(phone.session(rig, ada))).isEqualTo("200");
    }

    /** Nothing of a token can be changed, and none goes with another key. */
    @Test
    void T40_aTokenThatWasChangedIsRefused() {
        Phone phone = enrolled("phone");
        TestKey without = plainSession();
        TestKey with = phone.session(rig, ada);
        String token = with.token().orElseThrow();
        assertThat(who(with)).isEqualTo("200");
        for (int at = 0; at < token.length() - 1; at += 7) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertThat(who(token(with, changed))).as("at %d", at).startsWith(NO_IAM);
        }
        List<String> others =
                List.of(
                        without.token().orElseThrow(),
                        token.substring(0, token.length() - 4),
                        token + "AAAA",
                        "A",
                        "=",
                        token.toLowerCase(java.util.Locale.ROOT));
        for (String other : others) {
            assertThat(who(token(with, other))).as(other).startsWith(NO_IAM);
        }
        assertThat(who(token(without, token))).startsWith(NO_IAM);
        assertThat(who(token(ada, token))).startsWith("403 ");
        assertThat(who(new TestKey(with.id(), with.secret(), Optional.empty()))).startsWith("403 ");
    }

    private String who(TestKey key) {
        return rig.call(key, "GetCallerIdentity").outcome();
    }

    private static TestKey token(TestKey key, String token) {
        return new TestKey(key.id(), key.secret(), Optional.of(token));
    }

    /** Reference D.6: what a long-term key, a session with MFA and one without are allowed. */
    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource({
        "Allow, Bool, true, no, yes, no",
        "Allow, BoolIfExists, true, yes, yes, no",
        "Deny, Bool, false, yes, yes, no",
        "Deny, BoolIfExists, false, no, yes, no",
        "Deny, Null, true, no, yes, yes"
    })
    void T40_theKeyAboutMfaIsAbsentForALongTermKeyAndFalseForAPlainSession(
            String effect, String operator, String value, String key, String with, String without) {
        rig.call(admin, "CreateUser", "UserName", "bob");
        TestKey bob = rig.user(admin, "bob");
        role("open", "");
        if (effect.equals("Deny")) put("bob", "always", statement("Allow", ""));
        String mfa = "\"aws:MultiFactorAuthPresent\":\"" + value + "\"";
        put("bob", "tested", statement(effect, condition(operator, mfa)));
        Phone phone = Phone.make(rig, admin, "phone");
        assertThat(phone.enable(rig, admin, "bob").outcome()).isEqualTo("200");
        assertThat(may(bob)).as("long-term key").isEqualTo(key);
        assertThat(may(phone.session(rig, bob))).as("with MFA").isEqualTo(with);
        TestKey plain = TestKey.of(rig.call(bob, "GetSessionToken"));
        assertThat(may(plain)).as("without").isEqualTo(without);
    }

    private static String statement(String effect, String condition) {
        return """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"%s",%s"Action":"sts:AssumeRole","Resource":"*"}]}\
        """
                .formatted(effect, condition);
    }

    private void put(String user, String name, String document) {
        String[] put = {"UserName", user, "PolicyName", name, "PolicyDocument", document};
        assertThat(rig.call(admin, "PutUserPolicy", put).outcome()).isEqualTo("200");
    }

    private String may(TestKey by) {
        String arn = ROLE.replace("guarded", "open");
        String[] form = {"RoleArn", arn, "RoleSessionName", "night"};
        String outcome = rig.call(by, "AssumeRole", form).outcome();
        assertThat(outcome).isIn("200", denied("bob", "open"));
        return outcome.equals("200") ? "yes" : "no";
    }

    /** The code of an AssumeRole counts for that call; the role's session has proved nothing. */
    @Test
    void T40_theMfaOfAssumeRoleEndsWithTheCall() {
        String[] all = {
            "RoleName", "guarded", "PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"
        };
        rig.call(admin, "AttachRolePolicy", all);
        Phone phone = enrolled("phone");
        rig.pass(Duration.ofSeconds(30));
        String[] proved = {
            "RoleArn",
            ROLE,
            "RoleSessionName",
            "night",
            "SerialNumber",
            phone.serial(),
            "TokenCode",
            phone.code(rig.now)
        };
        TestKey session = TestKey.of(rig.call(ada, "AssumeRole", proved));
        assertThat(assume(session))
                .isEqualTo(
                        "403 AccessDenied: User:"
                                + " arn:aws:sts::123456789012:assumed-role/guarded/night is not"
                                + " authorized to perform: sts:AssumeRole on resource: "
                                + ROLE);
    }
}
