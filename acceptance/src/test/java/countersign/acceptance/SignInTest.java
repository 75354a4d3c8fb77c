package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets in, with several devices, tabs and browsers; under both rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
    private static final String CREDENTIALS = Person.CREDENTIALS;
    private static final String REFUSED = "That code was not accepted.";

    /** AWS's own words, which people search for. */
    private static final String MFA_SESSION_NEEDED =
            "To complete this action, please ensure that you are authenticated with an MFA device"
                    + " that is enabled for this user.";

    private BothRules both;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        both = new BothRules(folder);
    }

    @AfterAll
    void stop() {
        both.close();
    }

    @ParameterizedTest
    @EnumSource
    void nobodyGetsInWithoutARightUnspentCode(Rules rules) {
        try (var person = both.newcomer(rules)) {
            Device device = person.activate();
            Device another = new Device(device.seed(), Duration.ofHours(1));
            person.signOut().signIn(device);
            Instant spent = person.now();
            person.signOut().signInWithPassword();
            for (String typed : List.of("", "12345", "1234567", "abcdef", "12 34 56")) {
                refused(person, typed, "A code is six digits, such as 012345.");
            }
            refused(person, another.code(person.now()), REFUSED);
            refused(person, device.code(person.now().minus(Duration.ofMinutes(10))), REFUSED);
            refused(person, device.code(spent), REFUSED);
            person.later(Person.STEP).type("MFA code", " " + device.code(person.now()) + " ");
            person.press("Submit").heading("Console home");
        }
    }

    private static void refused(Person person, String typed, String why) {
        person.type("MFA code", typed).press("Submit").sees(why);
        person.open("/console").heading("Sign in").open("/signin/mfa");
        person.heading("Multi-factor authentication");
    }

    @ParameterizedTest
    @EnumSource
    void aCodeOpensOneOfTwoBrowsersThatSendItAtOnce(Rules rules) {
        var account = both.account(rules);
        try (var one = both.at(rules, account);
                var other = both.at(rules, account)) {
            Device device = one.signInWithPassword().activate();
            one.signOut().signInWithPassword().later(Person.STEP);
            other.signInWithPassword();
            String code = device.code(one.now());
            one.type("MFA code", code).pressWithoutWaiting("Submit");
            other.type("MFA code", code).pressWithoutWaiting("Submit");
            assertThat(List.of(settled(one), settled(other)))
                    .containsExactlyInAnyOrder("Console home", REFUSED);
        }
    }

    private static String settled(Person person) {
        return person.waitForOneOf("Console home", REFUSED);
    }

    @ParameterizedTest
    @EnumSource
    void withSeveralDevicesOneIsChosenAndOnlyItsCodeCounts(Rules rules) {
        try (var person = both.newcomer(rules)) {
            Device first = person.activate();
            person.signOut().signIn(first);
            Device second = person.activate();
            person.openMfa().reads("2 devices", "root-account-mfa-device");
            person.signOut().signInWithPassword().later(Person.STEP);
            person.reads("Which device do you have at hand?", "root-account-mfa-device-2");
            assertThat(person.chosen()).isEqualTo("root-account-mfa-device");
            person.type("MFA code", second.code(person.now())).press("Submit").sees(REFUSED);
            person.choose("root-account-mfa-device-2").later(Person.STEP);
            person.type("MFA code", second.code(person.now())).press("Submit");
            person.heading("Console home").signOut().signInWithPassword();
            assertThat(person.chosen()).isEqualTo("root-account-mfa-device-2");
        }
    }

    /** T35. */
    @ParameterizedTest
    @EnumSource
    void thePasswordAloneOpensNoPageOfTheConsole(Rules rules) {
        try (var person = both.newcomer(rules)) {
            Device device = person.activate();
            person.openMfa().follow("Manage root-account-mfa-device");
            String manage = person.path();
            person.signOut().signIn(device).beginWizard();
            String wizard = person.path();
            person.signOut().signInWithPassword().heading("Multi-factor authentication");
            for (String page : pages(manage, wizard)) {
                person.open(page);
                assertThat(person.path()).as(page).startsWith("/signin");
                person.heading("Sign in");
            }
            for (String form : forms(manage, wizard)) {
                var answer = person.browser().request().post(both.server(rules).url() + form);
                assertThat(answer.url()).as(form).startsWith(both.server(rules).url() + "/signin");
            }
            person.open("/signin/mfa").heading("Multi-factor authentication");
        }
    }

    private static List<String> pages(String manage, String wizard) {
        return List.of(
                "/console",
                "/console/account",
                "/console/authenticator-apps",
                "/console/confirm",
                "/console/confirm?next=" + CREDENTIALS,
                CREDENTIALS,
                CREDENTIALS + "?open=mfa",
                CREDENTIALS + "/password",
                CREDENTIALS + "/mfa/activate",
                CREDENTIALS + "/mfa/success",
                manage,
                manage + "/resync",
                manage + "/resync/fresh",
                manage + "/remove",
                wizard,
                wizard + "/backup",
                wizard + "/backup-sheet");
    }

    private static List<String> forms(String manage, String wizard) {
        return List.of(
                "/console/account/addresses/add",
                "/console/account/addresses/remove",
                "/console/confirm",
                CREDENTIALS + "/root-notice",
                CREDENTIALS + "/password",
                CREDENTIALS + "/sessions/end",
                CREDENTIALS + "/sessions/end-others",
                CREDENTIALS + "/mfa/activate",
                manage + "/resync",
                manage + "/resync/fresh",
                manage + "/remove",
                wizard + "/assign",
                wizard + "/cancel",
                wizard + "/finish");
    }

    @ParameterizedTest
    @EnumSource
    void twoTabsThatRaceForTheFirstDeviceMakeOne(Rules rules) {
        try (var one = both.newcomer(rules)) {
            Device first = one.beginWizard();
            Person other = one.otherTab();
            other.openMfa().follow("Activate MFA").type("Device name", "second-tab");
            other.press("Continue").heading("Set up virtual MFA device");
            Device second = Device.of(other.secretKey());
            one.type(first.pair(one.now()));
            other.type(second.pair(one.now()));
            one.pressWithoutWaiting("Assign MFA");
            other.pressWithoutWaiting("Assign MFA");
            String won = "Make a secure backup";
            String late = "This set-up has ended";
            String refused = "Sign in with MFA first";
            var ends =
                    List.of(
                            one.waitForOneOf(won, late, refused),
                            other.waitForOneOf(won, late, refused));
            assertThat(ends).containsOnlyOnce(won);
            one.openMfa().reads("1 device");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionFromBeforeTheFirstDeviceAddsNoSecond(Rules rules) {
        var account = both.account(rules);
        try (var early = both.at(rules, account);
                var person = both.at(rules, account)) {
            early.signInWithPassword().openMfa();
            person.signInWithPassword().activate();
            early.follow("Activate MFA").sees(MFA_SESSION_NEEDED);
            early.openMfa().follow("Manage root-account-mfa-device").follow("Remove");
            early.sees(MFA_SESSION_NEEDED);
            person.openMfa().follow("Activate MFA").sees(MFA_SESSION_NEEDED);
        }
    }

    @Test
    void aCancelledWizardLeavesNothing() {
        try (var person = both.newcomer(Rules.AWS)) {
            Device device = person.beginWizard();
            String wizard = person.path();
            person.press("Cancel").unfold("Multi-factor authentication (MFA)");
            person.reads("No MFA device yet", "Activate MFA").open(wizard);
            person.heading("This set-up has ended");
            assertThat(person.page().content()).doesNotContain(device.seed().revealBase32());
            assertThat(person.beginWizard().seed()).isNotEqualTo(device.seed());
            person.press("Cancel").signOut().signInWithPassword().heading("Console home");
        }
    }

    @Test
    void theBackButtonShowsNothingAfterSigningOut() {
        try (var person = both.newcomer(Rules.AWS)) {
            person.open("/console/account").heading("Account").signOut();
            person.page().goBack();
            person.heading("Sign in");
            person.page().goBack();
            person.heading("Sign in");
        }
    }

    @Test
    void theBackButtonInsideTheWizardNeitherRepeatsNorShowsTheKeyAgain() {
        try (var person = both.newcomer(Rules.AWS)) {
            Device device = person.beginWizard();
            person.assign(device).heading("Make a secure backup");
            person.page().goBack();
            person.heading("Make a secure backup");
            person.choose("No backup now").press("Finish").heading("Success");
            person.page().goBack();
            person.heading("This set-up has ended");
            assertThat(person.page().content()).doesNotContain(device.seed().revealBase32());
            person.openMfa().reads("1 device");
        }
    }
}
