package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.mfa.MfaRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Security cases about codes, at the API: single use, spellings and the budget. */
@ParameterizedClass(name = "rules {0}")
@ValueSource(strings = {"aws", "hardened"})
class CodeCasesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/sample";
    private static final int BUDGET = 9;
    private static final String WRONG_CODE =
            "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass"
                    + " code. ";
    private static final String OVER_BUDGET =
            "403 AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code. "
                    + " Please verify your MFA serial number is valid and associated with this"
                    + " user.";

    @TempDir Path folder;
    private final MfaRules rules;
    private ApiRig rig;
    private TestKey admin;
    private TestKey ada;
    private Phone phone;

    CodeCasesTest(String rules) {
        this.rules = MfaRules.named(rules).orElseThrow();
    }

    /** A user with a device, in a window in which nothing was tried yet. */
    @BeforeEach
    void begin() {
        rig = new ApiRig(folder, rules);
        admin = rig.founder();
        ada = rig.admin(admin, "ada");
        String[] role = {"RoleName", "sample", "AssumeRolePolicyDocument", Samples.TRUST};
        rig.call(admin, "CreateRole", role);
        phone = Phone.make(rig, ada, "phone");
        assertThat(phone.enable(rig, ada, "ada").outcome()).isEqualTo("200");
        nextWindow();
    }

    /** The first second of a window: a step on, it is still the same one. */
    private void nextWindow() {
        long into = rig.now.getEpochSecond() % 180;
        rig.pass(Duration.ofSeconds(180 - into));
    }

    @AfterEach
    void end() {
        assertThat(rig.failures).isEmpty();
        rig.close();
    }

    static Stream<Arguments> pairs() {
        return CodeChecks.all().stream()
                .flatMap(spender ->
                        CodeChecks.all().stream()
                                .map(checker -> Arguments.of(spender.name(), checker.name())));
    }

    @Test
    void T20_theActionsThatCheckCodesAreKnown() {
        assertThat(CodeChecks.all().stream().map(Action::name))
                .containsExactlyInAnyOrder(
                        "EnableMFADevice", "ResyncMFADevice", "GetSessionToken", "AssumeRole");
    }

    /** Each action that checks a code uses up what each other may try. */
    @ParameterizedTest(name = "{0}, then {1}")
    @MethodSource("pairs")
    void T18_T20_T28_everyActionThatChecksACodeSharesTheBudgetOfItsDevice(
            String spender, String checker) {
        spend(Action.named(spender).orElseThrow());
        rig.pass(Duration.ofSeconds(30));
        Action last = Action.named(checker).orElseThrow();
        own(!CodeChecks.isOfFreeDevice(last));
        assertThat(right(last).outcome()).as("over the budget").startsWith("403 ");
        nextWindow();
        assertThat(right(last).outcome()).as("the same in the next window").isEqualTo("200");
    }

    /** All that the budget has. The last try of a device that is nobody's makes it somebody's. */
    private void spend(Action action) {
        boolean free = CodeChecks.isOfFreeDevice(action);
        own(!free);
        String wrong = phone.wrong(rig.now);
        for (int tries = 0; tries < BUDGET - 1; tries++) {
            assertThat(typed(action, wrong, wrong).outcome()).startsWith("403 ");
        }
        if (free) assertThat(right(action).outcome()).as("the ninth").isEqualTo("200");
        else assertThat(typed(action, wrong, wrong).outcome()).startsWith("403 ");
    }

    /** Sees to it that the device is the user's, or nobody's, without a code. */
    private void own(boolean wanted) {
        boolean has = !rig.call(ada, "ListMFADevices").texts("SerialNumber").isEmpty();
        if (has && !wanted) {
            String[] form = {"UserName", "ada", "SerialNumber", phone.serial()};
            assertThat(rig.call(admin, "DeactivateMFADevice", form).outcome()).isEqualTo("200");
        }
        assertThat(!wanted || has).as("assigned when it is needed").isTrue();
    }

    private XmlAnswer right(Action action) {
        return typed(action, phone.code(rig.now.minusSeconds(30)), phone.code(rig.now));
    }

    private XmlAnswer typed(Action action, String earlier, String code) {
        Map<String, String> known = new HashMap<>();
        known.put("UserName", "ada");
        known.put("SerialNumber", phone.serial());
        known.put("RoleArn", ROLE);
        return rig.call(ada, action.name(), CodeChecks.form(action, known, earlier, code));
    }

    private String token(String code) {
        return rig.call(ada, "GetSessionToken", "SerialNumber", phone.serial(), "TokenCode", code)
                .outcome();
    }

    @Test
    void T01_T10_aCodeIsGoodOnceOverAllActions() throws Exception {
        String code = phone.code(rig.now);
        assertThat(atOnce(8, () -> token(code))).containsOnlyOnce("200");
        nextWindow();
        String next = phone.code(rig.now);
        Action assume = Action.named("AssumeRole").orElseThrow();
        assertThat(typed(assume, next, next).outcome()).isEqualTo("200");
        assertThat(token(next)).isEqualTo(WRONG_CODE);
        assertThat(typed(assume, next, next).outcome()).isEqualTo(WRONG_CODE);
    }

    @Test
    void T19_ofManyParallelTriesNoMoreThanTheBudgetAreLookedAt() throws Exception {
        String wrong = phone.wrong(rig.now);
        List<String> outcomes = atOnce(200, () -> token(wrong));
        assertThat(outcomes).containsOnly(WRONG_CODE, OVER_BUDGET);
        assertThat(outcomes.stream().filter(WRONG_CODE::equals)).hasSize(BUDGET);
        assertThat(token(phone.code(rig.now))).isEqualTo(OVER_BUDGET);
    }

    private static List<String> atOnce(int times, Callable<String> call) throws Exception {
        List<Future<String>> running = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(call));
            }
            List<String> outcomes = new ArrayList<>();
            for (Future<String> each : running) {
                outcomes.add(each.get());
            }
            return outcomes;
        }
    }

    /** A code is six ASCII digits at the API: no other spelling of a right one is a try. */
    @Test
    void T04_T05_noOtherSpellingOfACodeIsGoodAndNoneIsCounted() {
        String code = phone.code(rig.now);
        List<String> spellings =
                List.of(
                        " " + code,
                        code + " ",
                        code + "\n",
                        code.substring(0, 3) + " " + code.substring(3),
                        code.substring(0, 3) + "-" + code.substring(3),
                        "+" + code.substring(1),
                        "0" + code,
                        code + "\u0000",
                        other(code, '\u0660'),
                        other(code, '\uFF10'),
                        other(code, '\u0966'));
        for (int round = 0; round < 2; round++) {
            for (String spelling : spellings) {
                assertThat(token(spelling)).as(spelling).startsWith("400 ValidationError: ");
            }
        }
        assertThat(token(code)).isEqualTo("200");
        for (String spelling : spellings) {
            assertThat(token(spelling)).as(spelling).startsWith("400 ValidationError: ");
        }
    }

    /** In the digits of another script. */
    private static String other(String code, char zero) {
        return code.chars()
                .map(digit -> digit - '0' + zero)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Names of users are alike ignoring case, and so are their budgets. */
    @Test
    void T25_otherLettersOfAUserNameHaveNoBudgetOfTheirOwn() {
        String wrong = phone.wrong(rig.now);
        List<String> names = List.of("ada", "ADA", "Ada");
        for (int tries = 0; tries < BUDGET; tries++) {
            assertThat(resync(names.get(tries % 3), wrong, wrong)).startsWith("403 ");
        }
        rig.pass(Duration.ofSeconds(30));
        String earlier = phone.code(rig.now.minusSeconds(30));
        for (String name : names) {
            assertThat(resync(name, earlier, phone.code(rig.now)))
                    .startsWith("403 InvalidAuthenticationCode: ");
        }
        assertThat(token(phone.code(rig.now))).isEqualTo(OVER_BUDGET);
        nextWindow();
        assertThat(resync("ADA", phone.code(rig.now.minusSeconds(30)), phone.code(rig.now)))
                .isEqualTo("200");
    }

    private String resync(String user, String code1, String code2) {
        return rig.call(
                        ada,
                        "ResyncMFADevice",
                        "UserName",
                        user,
                        "SerialNumber",
                        phone.serial(),
                        "AuthenticationCode1",
                        code1,
                        "AuthenticationCode2",
                        code2)
                .outcome();
    }
}
