package countersign.console;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.account.AccountId;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.KeyRing;
import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.Password;
import countersign.iam.password.Passwords;
import countersign.iam.session.Caller;
import countersign.iam.session.SessionLimits;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.store.SqliteStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The tutorials' steps and their troubles, over HTTP, with a real store and a clock that moves. */
class ConsoleFlowTest {
    private static final String EMAIL = "root@example.com";
    private static final String PASSWORD = "a bowl of petunias";
    private static final String CREDENTIALS = "/console/security-credentials";

    @TempDir Path folder;

    private final SecureRandom random = new SecureRandom();
    private final MovingClock clock = new MovingClock();
    private SqliteStore store;
    private Passwords passwords;
    private TestServer server;
    private Robot robot;

    private static final class MovingClock implements InstantSource {
        private Instant now = Instant.parse("2026-11-22T12:00:05Z");

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        void nextCode() {
            advance(Duration.ofSeconds(30));
        }
    }

    @BeforeEach
    void start(TestInfo test) {
        var rules = test.getTags().contains("aws") ? MfaRules.AWS : MfaRules.HARDENED;
        store = SqliteStore.open(folder.resolve("countersign.db"), "test");
        var ring = new SealingKeys(List.of(SealingKey.random(random)));
        var keys = new KeyRing(() -> ring, random);
        passwords = new Passwords(keys, random, 2, 10);
        var settings =
                new Iam.Settings(
                        rules, SessionLimits.ROOT, () -> "http://127.0.0.1:8080", Optional.empty());
        var iam = Iam.assemble(store, keys, passwords, random, settings);
        var created =
                iam.accounts()
                        .create(
                                new Accounts.Wanted(
                                        new EmailAddress(EMAIL),
                                        "Harbour Savings",
                                        Optional.of(new AccountId("123456789012")),
                                        Optional.of(Password.of(PASSWORD))),
                                new Caller.Operator(clock.instant(), Client.operator()));
        assertThat(created).isInstanceOf(Accounts.Creation.Created.class);
        server = new TestServer(iam, clock);
        robot = new Robot(server);
    }

    @AfterEach
    void stop() {
        server.close();
        passwords.close();
        store.close();
    }

    private String codeOf(String key, int stepsFromNow) {
        long step = Totp.STANDARD.stepAt(clock.instant()) + stepsFromNow;
        return Totp.STANDARD.codeAt(Seed.parseBase32(key), step).digits();
    }

    private Robot password(Robot who) throws Exception {
        return who.open("/signin")
                .submit("/signin", "email", EMAIL)
                .submit("/signin/password", "password", PASSWORD);
    }

    private String keyOnPage() {
        var key = Pattern.compile("data-value=\"([A-Z2-7]{64})\"").matcher(robot.html());
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    /** Activates a device and returns its secret key. */
    private String activate() throws Exception {
        robot.open(CREDENTIALS + "/mfa/activate").submit("/mfa/activate", "name", deviceName());
        var key = keyOnPage();
        var first = codeOf(key, 0);
        clock.nextCode();
        robot.submit("/assign", "code1", first, "code2", codeOf(key, 0))
                .sees("Make a secure backup")
                .submit("/finish", "backup", "none")
                .sees("Success", "You have successfully assigned virtual MFA", "Close");
        return key;
    }

    private String deviceName() {
        var name = Pattern.compile("name=\"name\" value=\"([^\"]*)\"").matcher(robot.html());
        assertThat(name.find()).isTrue();
        return name.group(1);
    }

    @Test
    void leadsThroughTheTutorial() throws Exception {
        password(robot).sees("Harbour Savings", "My Security Credentials", "no MFA device");
        robot.open(CREDENTIALS).sees("You are using root credentials");
        robot.submit("/root-notice", "hide", "yes").sees("Activate MFA");
        assertThat(robot.html()).doesNotContain("You are using root credentials");
        var key = activate();
        robot.open(CREDENTIALS + "?open=mfa").sees("root-account-mfa-device", "in step", "Manage");
        robot.submit("/signout");

        password(robot).sees("Multi-factor authentication", "MFA code", "Troubleshoot MFA");
        assertThat(robot.open("/console").address()).isEqualTo("/signin");
        robot.open("/signin/mfa").submit("/signin/mfa", "code", "12345").sees("six digits");
        robot.submit("/signin/mfa", "code", codeOf(key, 0)).sees("was not accepted");
        clock.nextCode();
        robot.submit("/signin/mfa", "code", " " + codeOf(key, 0) + " ").sees("MFA guards");
        assertThat(robot.cookies()).containsKeys("countersign", "countersign-browser");
        assertThat(robot.cookies()).doesNotContainKey("countersign-signin");
    }

    @Test
    void saysTheSameForAnUnknownAddressAndAWrongPassword() throws Exception {
        robot.open("/signin").submit("/signin", "email", "nobody@example.com");
        robot.submit("/signin/password", "password", PASSWORD);
        var unknown = robot.html().replace("nobody@example.com", EMAIL);
        robot.open("/signin").submit("/signin", "email", EMAIL);
        robot.submit("/signin/password", "password", "wrong");
        assertThat(robot.html()).isEqualTo(unknown).contains("is not right");
        assertThat(robot.status()).isEqualTo(422);
    }

    @Test
    void comesBackToTheWantedPageAfterTheCode() throws Exception {
        password(robot);
        var key = activate();
        robot.submit("/signout");
        robot.open("/console/account")
                .submit("/signin", "email", EMAIL)
                .submit("/signin/password", "password", PASSWORD);
        clock.nextCode();
        robot.submit("/signin/mfa", "code", codeOf(key, 0));
        assertThat(robot.address()).isEqualTo("/console/account");
    }

    @Test
    void keepsTheWizardAndTheSeedWhenAPairIsRefused() throws Exception {
        password(robot);
        robot.open(CREDENTIALS + "/mfa/activate").submit("/mfa/activate", "name", deviceName());
        var key = keyOnPage();
        robot.submit("/assign", "code1", "12", "code2", "").sees("six digits");
        robot.submit("/assign", "code1", codeOf(key, 0), "code2", codeOf(key, 0))
                .sees("These two codes were not accepted.");
        assertThat(keyOnPage()).isEqualTo(key);
        assertThat(robot.status()).isEqualTo(422);
    }

    @Test
    void asksForTwoMoreCodesWhenThePairIsLate() throws Exception {
        password(robot);
        robot.open(CREDENTIALS + "/mfa/activate").submit("/mfa/activate", "name", deviceName());
        var key = keyOnPage();
        robot.submit("/assign", "code1", codeOf(key, -9), "code2", codeOf(key, -8))
                .sees("These codes are about 4 minutes old", "type the next two");
        clock.advance(Duration.ofMinutes(1));
        robot.submit("/assign", "code1", codeOf(key, -9), "code2", codeOf(key, -8))
                .sees("Make a secure backup");
        robot.open(CREDENTIALS + "?open=mfa").sees("4 min slow");
    }

    @Test
    void provesTheBackupSheetByOneCode() throws Exception {
        password(robot);
        robot.open(CREDENTIALS + "/mfa/activate").submit("/mfa/activate", "name", deviceName());
        var key = keyOnPage();
        var wizard = robot.address();
        robot.submit("/assign", "code1", codeOf(key, -1), "code2", codeOf(key, 0));
        robot.open(wizard + "/backup-sheet").sees("MFA backup sheet", key.substring(0, 4));
        robot.open(wizard + "/backup");
        robot.submit("/finish", "backup", "sheet", "code", "000000")
                .sees("does not make this code");
        robot.submit("/finish", "backup", "sheet", "code", codeOf(key, 0))
                .sees("The backup sheet makes the right codes");
        assertThat(robot.open(wizard + "/backup-sheet").status()).isEqualTo(404);
        assertThat(robot.open(wizard).html()).doesNotContain(key.substring(0, 4));
    }

    @Test
    void showsTheSeedToNoOtherSession() throws Exception {
        password(robot);
        robot.open(CREDENTIALS + "/mfa/activate").submit("/mfa/activate", "name", deviceName());
        var other = password(new Robot(server)).open(robot.address());
        assertThat(other.status()).isEqualTo(404);
        clock.advance(Duration.ofMinutes(11));
        assertThat(robot.open(robot.address()).status()).isEqualTo(404);
    }

    @Test
    @Tag("aws")
    void resyncsAndRemovesADevice() throws Exception {
        password(robot);
        var key = activate();
        robot.submit("/signout");
        password(robot);
        robot.open("/signin/mfa/resync")
                .submit("/resync", "code1", codeOf(key, 50), "code2", codeOf(key, 51))
                .sees("Multi-factor authentication");
        robot.submit("/signin/mfa", "code", codeOf(key, 51)).sees("Console home");
        robot.open(CREDENTIALS + "?open=mfa").sees("26 min fast");
        var manage = Pattern.compile("href=\"([^\"]*/mfa/[0-9a-f-]{36})\"").matcher(robot.html());
        assertThat(manage.find()).isTrue();
        robot.open(manage.group(1) + "/resync")
                .submit("/resync", "code1", codeOf(key, 61), "code2", codeOf(key, 62))
                .sees("Its codes are accepted again");
        clock.nextCode();
        robot.open(manage.group(1) + "/remove").sees("It is the last device.");
        robot.submit("/remove", "code", "000000").sees("was not accepted");
        robot.submit("/remove", "code", codeOf(key, 62)).sees("The last MFA device was removed.");
    }

    @Test
    void asksForAFreshCodeAfterAHardenedResync() throws Exception {
        password(robot);
        var key = activate();
        robot.submit("/signout");
        password(robot);
        clock.advance(Duration.ofMinutes(2));
        robot.open("/signin/mfa/resync")
                .submit("/resync", "code1", codeOf(key, 6), "code2", codeOf(key, 7))
                .sees("One fresh code");
        clock.nextCode();
        robot.submit("/fresh", "code", codeOf(key, 7)).sees("Console home");
        robot.open(CREDENTIALS + "?open=mfa").sees("fast");
    }

    @Test
    void asksAgainForAProofThatIsTooOld() throws Exception {
        password(robot);
        var key = activate();
        stayFor20Minutes();
        robot.submit("/signout");
        password(robot);
        clock.nextCode();
        robot.submit("/signin/mfa", "code", codeOf(key, 0)).sees("Console home");
        stayFor20Minutes();
        robot.open(CREDENTIALS + "/mfa/activate").sees("Confirm it is you", "MFA code");
        var before = robot.cookies().get("countersign");
        robot.submit("/confirm", "code", codeOf(key, 0)).sees("Manage MFA device");
        assertThat(robot.cookies().get("countersign")).isNotEqualTo(before);
        assertThat(deviceName()).isEqualTo("root-account-mfa-device-2");
    }

    /** What was seen last is noted after the answer; the empty write waits for it. */
    private void stayFor20Minutes() throws Exception {
        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofMinutes(10));
            robot.open("/console");
            store.write(_ -> true);
        }
    }

    @Test
    void letsASessionFromBeforeTheFirstDeviceAddNoSecond() throws Exception {
        var early = password(new Robot(server));
        password(robot);
        activate();
        early.open(CREDENTIALS + "/mfa/activate").sees("Sign in with MFA first");
        assertThat(early.status()).isEqualTo(403);
    }

    @Test
    void signsNobodyOutByALink() throws Exception {
        password(robot);
        for (var page : new String[] {"", "/resync", "/fresh", "/lost"}) {
            robot.open("/signin/mfa" + page);
            assertThat(robot.open("/console").address()).isEqualTo("/console");
        }
        assertThat(robot.open("/signout").address()).startsWith("/console");
    }

    @Test
    void changesThePasswordAndEndsOtherSessions() throws Exception {
        var other = password(new Robot(server));
        password(robot);
        robot.open(CREDENTIALS + "/password")
                .submit("/password", "current", "wrong", "password", "another long phrase")
                .sees("That is not your password");
        robot.submit("/password", "current", PASSWORD, "password", "short").sees("at least 8");
        robot.submit("/password", "current", PASSWORD, "password", PASSWORD)
                .sees("That is the password you have now.");
        robot.submit("/password", "current", PASSWORD, "password", "another long phrase")
                .sees("Password changed.");
        assertThat(other.open("/console").address()).isEqualTo("/signin");
        assertThat(robot.open("/console").address()).isEqualTo("/console");
    }

    @Test
    void endsAnotherSession() throws Exception {
        var other = password(new Robot(server));
        password(robot);
        robot.open(CREDENTIALS + "?open=sessions").submit("/root-notice");
        robot.open(CREDENTIALS + "?open=sessions").submit("/sessions/end").sees("Session ended.");
        assertThat(other.open("/console").address()).isEqualTo("/signin");
    }

    @Test
    void setsAForgottenPasswordByAMailedLinkOnce() throws Exception {
        password(robot);
        activate();
        robot.submit("/signout");
        robot.open("/signin/forgot").submit("/forgot", "email", EMAIL).sees("mailbox");
        var link = mailedLink();
        assertThat(robot.open(link).open(link).status()).isEqualTo(200);
        robot.submit("/signin/reset", "password", "12345678").sees("attackers try first");
        robot.submit("/signin/reset", "password", "quite another phrase")
                .sees("The password is set");
        assertThat(robot.open(link).status()).isEqualTo(404);
        robot.open("/signin").submit("/signin", "email", EMAIL);
        robot.submit("/signin/password", "password", "quite another phrase").sees("MFA code");
    }

    private String mailedLink() {
        // The request is answered before its work is done; the writer takes one after the other.
        var text =
                store.write(tables -> tables.mail().newest(10)).stream()
                        .map(mail -> mail.text())
                        .filter(it -> it.contains("/signin/reset/"))
                        .findFirst()
                        .orElseThrow();
        var link = Pattern.compile("/signin/reset/[A-Za-z0-9_-]+").matcher(text);
        assertThat(link.find()).isTrue();
        return link.group();
    }

    @Test
    void takesARequestAboutALostDevice() throws Exception {
        password(robot);
        activate();
        robot.submit("/signout");
        password(robot).open("/signin/mfa/lost").submit("/lost", "words", " ").sees("few words");
        robot.submit("/lost", "words", "It fell into the harbour.")
                .sees("Your request is kept", "LD-");
    }

    @Test
    void tellsAUserWhosePasswordHasExpiredToAskTheAdministrator() throws Exception {
        password(robot);
        robot.open("/console/new-user")
                .submit("/console/new-user", "name", "ada", "password", "a first passphrase");
        robot.open("/console/account/settings")
                .submit("/password-policy", "minimum", "8", "maxAge", "90", "hardExpiry", "yes")
                .sees("name=\"hardExpiry\" value=\"yes\" checked");
        robot.submit("/signout");
        clock.advance(Duration.ofDays(90));
        robot.open("/signin/123456789012")
                .submit(
                        "/signin/user",
                        "account",
                        "123456789012",
                        "name",
                        "ada",
                        "password",
                        "a first passphrase")
                .sees("Your password has expired. Ask your administrator to reset it.");
    }
}
