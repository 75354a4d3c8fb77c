package countersign.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes that come late and clocks that are wrong, under both rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutOfSyncTest {
    private static final Duration LATE = Duration.ofMinutes(5);

    private BothRules both;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        both = new BothRules(folder);
    }

    @AfterAll
    void stop() {
        both.close();
    }

    @Test
    void underAwsALatePairIsAssignedOutOfSyncUntilItIsResynced() {
        try (var person = both.newcomer(Rules.AWS)) {
            Device device = person.beginWizard();
            person.reads("Submit your request immediately", "assigned but out of sync");
            late(person, device).press("Assign MFA");
            person.finish().reads("Drift", "5 min slow", "Active");

            person.signOut().signInWithPassword().heading("Multi-factor authentication");
            refused(person, device);
            person.unfold("Troubleshoot MFA").follow("Re-sync with our servers");
            person.type(person.pair(device)).press("Re-sync");
            person.heading("Multi-factor authentication").later(Person.STEP);
            person.type("MFA code", device.code(person.now())).press("Submit");
            person.heading("Console home").openMfa().reads("Drift", "in step");
        }
    }

    @Test
    void underHardenedALatePairIsAskedForTheNextTwo() {
        try (var person = both.newcomer(Rules.HARDENED)) {
            Device device = person.beginWizard();
            person.reads("Submit your request immediately", "we ask for the next two codes");
            String key = person.secretKey();
            late(person, device).press("Assign MFA");
            person.reads(
                    "These codes are about 5 minutes old, or the device's clock is:"
                            + " type the next two.");
            Assertions.assertThat(person.secretKey()).isEqualTo(key);
            person.assign(device).finish().reads("Drift", "in step", "Active");
            person.signOut().signIn(device);
        }
    }

    /** Two codes that were right five minutes ago. */
    private static Person late(Person person, Device device) {
        List<String> pair = person.pair(device);
        return person.later(LATE).type(pair);
    }

    private static void refused(Person person, Device device) {
        person.type("MFA code", device.code(person.now())).press("Submit");
        person.sees("That code was not accepted.").heading("Multi-factor authentication");
    }

    @ParameterizedTest(name = "by {0} min")
    @ValueSource(ints = {-4, 4})
    void underAwsAPhoneWhoseClockIsWrongIsFollowedFromTheStart(int minutes) {
        try (var person = both.newcomer(Rules.AWS)) {
            Device phone = person.beginWizard().withClock(Duration.ofMinutes(minutes));
            person.assign(phone).finish().reads("Drift", minutes < 0 ? "4 min slow" : "4 min fast");
            person.signOut().signIn(phone);
        }
    }

    @ParameterizedTest(name = "by {0} min")
    @ValueSource(ints = {-4, 4})
    void underHardenedAPhoneWhoseClockIsWrongProvesItByASecondPair(int minutes) {
        try (var person = both.newcomer(Rules.HARDENED)) {
            Device phone = person.beginWizard().withClock(Duration.ofMinutes(minutes));
            person.assign(phone).heading("Set up virtual MFA device");
            person.reads(
                    minutes < 0
                            ? "These codes are about 4 minutes old, or the device's clock is"
                            : "The device's clock is about 4 minutes fast");
            person.later(Duration.ofMinutes(1)).assign(phone);
            person.finish().reads("Drift", minutes < 0 ? "4 min slow" : "4 min fast");
            person.signOut().signIn(phone);
        }
    }

    @ParameterizedTest(name = "by {0} min")
    @ValueSource(ints = {-6, 6})
    void underAwsResyncOnTheSignInPageCuresAClockThatWentWrong(int minutes) {
        try (var person = both.newcomer(Rules.AWS)) {
            Device phone = clockGoesWrong(person, minutes);
            person.signOut().signInWithPassword().heading("Multi-factor authentication");
            refused(person, phone);
            person.unfold("Troubleshoot MFA").follow("Re-sync with our servers");
            person.type(person.pair(phone)).press("Re-sync");
            person.heading("Multi-factor authentication").later(Person.STEP);
            person.type("MFA code", phone.code(person.now())).press("Submit");
            person.heading("Console home");
        }
    }

    @ParameterizedTest(name = "by {0} min")
    @ValueSource(ints = {-6, 6})
    void underHardenedResyncOnTheSignInPageAlsoAsksForAFreshCode(int minutes) {
        try (var person = both.newcomer(Rules.HARDENED)) {
            Device phone = clockGoesWrong(person, minutes);
            person.signOut().signInWithPassword().heading("Multi-factor authentication");
            refused(person, phone);
            person.unfold("Troubleshoot MFA").follow("Re-sync with our servers");
            person.reads("Afterwards we ask for one fresh code.");
            person.type(person.pair(phone)).press("Re-sync").heading("One fresh code");
            person.open("/console").heading("Sign in").open("/signin/mfa/fresh");
            person.later(Person.STEP).type("MFA code", phone.code(person.now())).press("Submit");
            person.heading("Console home");
        }
    }

    @ParameterizedTest(name = "by {0} min")
    @ValueSource(ints = {-6, 6})
    void underAwsResyncUnderManageCuresAClockThatWentWrong(int minutes) {
        try (var person = both.newcomer(Rules.AWS)) {
            Device phone = clockGoesWrong(person, minutes);
            manage(person).follow("Resync").heading("Resync MFA device");
            person.type(person.pair(phone)).press("Resync").sees("Resynchronised.");
            person.signOut().signIn(phone);
        }
    }

    @ParameterizedTest(name = "by {0} min")
    @ValueSource(ints = {-6, 6})
    void underHardenedResyncUnderManageAlsoAsksForAFreshCode(int minutes) {
        try (var person = both.newcomer(Rules.HARDENED)) {
            Device phone = clockGoesWrong(person, minutes);
            manage(person).follow("Resync").heading("Resync MFA device");
            person.type(person.pair(phone)).press("Resync").heading("One fresh code");
            person.later(Person.STEP).type("MFA code", phone.code(person.now())).press("Resync");
            person.sees("Resynchronised.").signOut().signIn(phone);
        }
    }

    /** Ten minutes after its enrolment, so that a slow clock shows nothing that was seen before. */
    private static Device clockGoesWrong(Person person, int minutes) {
        Device device = person.activate();
        person.later(Duration.ofMinutes(10));
        return device.withClock(Duration.ofMinutes(minutes));
    }

    private static Person manage(Person person) {
        return person.openMfa().follow("Manage root-account-mfa-device");
    }
}
