package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.iam.Client;
import countersign.iam.Housekeeping;
import countersign.iam.Token;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.mfa.Guard;
import countersign.iam.password.HashingBusy;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordChange;
import countersign.iam.password.Passwords;
import countersign.iam.recovery.PasswordReset;
import countersign.iam.session.Caller;
import countersign.iam.signin.PasswordOutcome;
import countersign.iam.signin.PasswordOutcome.Refused;
import countersign.iam.signin.PasswordOutcome.SignedIn;
import countersign.iam.signin.PasswordOutcome.Throttled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords: tried, changed and forgotten. */
abstract class PasswordContract extends Contract {
    private static final Password NEXT = Password.of("a horse of another colour");

    private Rig rig;

    @BeforeEach
    void open() {
        rig = hardened();
    }

    private PasswordOutcome wrong() {
        return rig.password(Rig.WRONG_PASSWORD);
    }

    private void comeFrom(String address) {
        rig.client = new Client(address, "test", Optional.empty());
    }

    /** Signs in and goes on as the browser that was remembered. */
    private Token becomeKnown() {
        var signedIn = (SignedIn) rig.password();
        rig.client = new Client(Rig.CLIENT.address(), "test", Optional.of(signedIn.browser().id()));
        return signedIn.session();
    }

    @Test
    void T30_aFloodThatFillsTheHashingCountsNothingAgainstTheOwner() {
        List<Passwords.Place> taken = new ArrayList<>();
        try {
            while (true) taken.add(rig.passwords.takePlace());
        } catch (HashingBusy full) {
            for (int refused = 0; refused < 20; refused++) {
                assertThatThrownBy(rig::password).isInstanceOf(HashingBusy.class);
            }
        }
        taken.forEach(Passwords.Place::close);
        assertThat(rig.password()).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    @Test
    void T18_aNetworkThatTriesManyNamesIsSlowedDownOverAllOfThem() {
        int looked = 0;
        for (int name = 0; name < 310; name++) {
            var outcome =
                    rig.iam
                            .signIn()
                            .password(
                                    new EmailAddress("nobody" + name + "@example.com"),
                                    Rig.WRONG_PASSWORD,
                                    rig.client,
                                    rig.now);
            if (outcome instanceof PasswordOutcome.Refused) looked++;
        }
        assertThat(looked).isEqualTo(300);
    }

    @Test
    void T52_C44_anUnknownAddressAWrongPasswordAndNoPasswordAreAnsweredAlike() {
        EmailAddress unknown = new EmailAddress("nobody@example.com");
        for (int tries = 0; tries < 10; tries++) {
            var toUnknown = rig.iam.signIn().password(unknown, NEXT, rig.client, rig.now);
            assertThat(toUnknown).isEqualTo(new Refused());
            assertThat(wrong()).isEqualTo(toUnknown);
        }
        var toUnknown = rig.iam.signIn().password(unknown, NEXT, rig.client, rig.now);
        assertThat(toUnknown).isInstanceOf(Throttled.class);
        assertThat(rig.password()).as("even a right one").isEqualTo(toUnknown);
    }

    @Test
    void T52_everyCheckComputesOneHashWhoeverIsAskedFor() {
        EmailAddress unknown = new EmailAddress("nobody@example.com");
        EmailAddress unset = new EmailAddress("new@example.com");
        createWithoutPassword(unset);
        List<Runnable> checks =
                List.of(
                        () -> rig.iam.signIn().password(unknown, NEXT, rig.client, rig.now),
                        () -> rig.iam.signIn().password(unset, NEXT, rig.client, rig.now),
                        this::wrong,
                        rig::password);
        for (Runnable check : checks) {
            long before = rig.passwords.begun();
            check.run();
            assertThat(rig.passwords.begun() - before).isEqualTo(1);
        }
    }

    @Test
    void T52_anUnknownAddressClosesAfterAHundredTriesAsAKnownOneDoes() {
        EmailAddress unknown = new EmailAddress("nobody@example.com");
        for (int tries = 0; tries < 100; tries++) {
            comeFrom("198.51." + tries / 10 + ".1");
            assertThat(rig.iam.signIn().password(unknown, NEXT, rig.client, rig.now))
                    .isInstanceOf(Refused.class);
        }
        comeFrom("192.0.2.1");
        rig.pass(Duration.ofDays(30));
        new Housekeeping(rig.store).run(rig.now);
        assertThat(rig.iam.signIn().password(unknown, NEXT, rig.client, rig.now))
                .isInstanceOf(Throttled.class);
        rig.pass(Duration.ofDays(3));
        assertThat(new Housekeeping(rig.store).run(rig.now))
                .as("nothing of names that nobody has is kept for ever")
                .isPositive();
        assertThat(rig.iam.signIn().password(unknown, NEXT, rig.client, rig.now))
                .isInstanceOf(Refused.class);
    }

    @Test
    void T25_everySpellingOfAnAddressIsOneAccountAndOneBudget() {
        String[] spellings = {"root@example.com", " ROOT@Example.COM ", "Root@EXAMPLE.com\t"};
        for (int tries = 0; tries < 10; tries++) {
            var address = EmailAddress.parse(spellings[tries % 3]).orElseThrow();
            assertThat(rig.iam.signIn().password(address, Rig.WRONG_PASSWORD, rig.client, rig.now))
                    .isInstanceOf(Refused.class);
        }
        assertThat(wrong()).isInstanceOf(Throttled.class);
    }

    @Test
    void T19_ofManyParallelPasswordsNoMoreThanTenAreLookedAt() {
        var outcomes = Rig.race(60, _ -> wrong());
        assertThat(outcomes).filteredOn(Refused.class::isInstance).hasSize(10);
        assertThat(outcomes).filteredOn(Throttled.class::isInstance).hasSize(50);
    }

    @Test
    void aNetworkThatIsThrottledDoesNotThrottleAnotherNorAKnownBrowser() {
        becomeKnown();
        Client known = rig.client;
        comeFrom(Rig.CLIENT.address());
        for (int tries = 0; tries < 11; tries++) wrong();
        assertThat(rig.password()).isInstanceOf(Throttled.class);
        rig.client = known;
        assertThat(rig.password()).isInstanceOf(SignedIn.class);
        comeFrom("198.51.100.1");
        assertThat(rig.password()).isInstanceOf(SignedIn.class);
    }

    @Test
    void oneHundredWrongPasswordsOfStrangersCloseItToStrangersUntilAReset() {
        becomeKnown();
        Client known = rig.client;
        for (int tries = 0; tries < 100; tries++) {
            comeFrom("198.51." + tries / 10 + ".1");
            assertThat(wrong()).isInstanceOf(Refused.class);
        }
        rig.settle();
        comeFrom("192.0.2.1");
        assertThat(rig.password()).isInstanceOf(Throttled.class);
        rig.client = known;
        wrong();
        rig.settle();
        assertThat(rig.mail()).as("told once").containsOnlyOnce("Too many wrong passwords\n");
        comeFrom("192.0.2.1");
        Token link = rig.resetLink();
        assertThat(rig.iam.passwordReset().complete(link, NEXT, rig.client, rig.now))
                .isInstanceOf(PasswordReset.Reset.Done.class);
        assertThat(rig.password(NEXT)).isInstanceOf(SignedIn.class);
    }

    @Test
    void C14_aKnownBrowserWithAHundredWrongPasswordsInARowIsAStranger() {
        becomeKnown();
        for (int tries = 0; tries < 100; tries++) {
            assertThat(wrong()).isInstanceOf(Refused.class);
            if (tries % 10 == 9) rig.nextWindow();
        }
        for (int tries = 0; tries < 10; tries++) wrong();
        rig.client = new Client("198.51.100.9", "test", rig.client.browser());
        assertThat(rig.password()).as("counted by network now").isInstanceOf(SignedIn.class);
        comeFrom(Rig.CLIENT.address());
        assertThat(rig.password()).isInstanceOf(Throttled.class);
    }

    @Test
    void aPasswordAskedAgainInASessionIsThrottledToo() {
        Token session = rig.signIn();
        for (int tries = 0; tries < 10; tries++) {
            assertThat(rig.iam.reauthentication().password(rig.caller(session), Rig.WRONG_PASSWORD))
                    .isEmpty();
        }
        assertThat(rig.iam.reauthentication().password(rig.caller(session), Rig.PASSWORD))
                .isEmpty();
        rig.nextWindow();
        assertThat(rig.iam.reauthentication().password(rig.caller(session), Rig.PASSWORD))
                .isPresent();
    }

    @Test
    void aChangeNeedsTheOldPasswordAndEndsEverythingElse() {
        Token session = rig.signIn();
        Token other = rig.signIn();
        rig.pass(Duration.ofMinutes(6));
        assertThat(rig.iam.passwordChange().change(rig.caller(session), NEXT))
                .isEqualTo(new PasswordChange.Change.Needs(Guard.Need.FRESH_PASSWORD));
        Token renewed =
                rig.iam
                        .reauthentication()
                        .password(rig.caller(session), Rig.PASSWORD)
                        .orElseThrow();
        assertThat(rig.iam.passwordChange().change(rig.caller(renewed), NEXT))
                .isInstanceOf(PasswordChange.Change.Done.class);
        assertThat(rig.find(other)).isEmpty();
        assertThat(rig.find(renewed)).isPresent();
        assertThat(rig.password()).isInstanceOf(Refused.class);
        assertThat(rig.password(NEXT)).isInstanceOf(SignedIn.class);
        assertThat(rig.mail()).contains("The password was changed");
    }

    @Test
    void T33_aSessionWithoutMfaCannotChangeThePasswordOfWhoHasADevice() {
        Token old = rig.signIn();
        rig.enrol(rig.signIn(), "phone");
        assertThat(rig.iam.passwordChange().change(rig.caller(old), NEXT))
                .isEqualTo(new PasswordChange.Change.Needs(Guard.Need.MFA_SESSION));
    }

    @Test
    void aRequestInFlightWhenItsSessionIsEndedChangesNothing() {
        var thief = rig.caller(rig.signIn());
        rig.iam.passwordChange().change(rig.caller(rig.signIn()), NEXT);
        assertThat(rig.iam.passwordChange().change(thief, Rig.PASSWORD))
                .isInstanceOf(PasswordChange.Change.Overtaken.class);
        var ended = rig.caller(((SignedIn) rig.password(NEXT)).session());
        rig.iam.sessions().signOut(ended);
        assertThat(rig.iam.passwordChange().change(ended, Rig.PASSWORD))
                .isInstanceOf(PasswordChange.Change.Overtaken.class);
        assertThat(rig.password(NEXT)).isInstanceOf(SignedIn.class);
    }

    @Test
    void T38_C36_aResetNeverTouchesFactorsAndEndsSessionsAndSignInsUnderWay() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        Token session = rig.signIn(phone);
        Token pending = rig.pending();
        var before = rig.row(phone);
        Token link = rig.resetLink();
        assertThat(rig.iam.passwordReset().complete(link, NEXT, rig.client, rig.now))
                .isInstanceOf(PasswordReset.Reset.Done.class);
        assertThat(rig.row(phone)).isEqualTo(before);
        assertThat(rig.find(session)).isEmpty();
        assertThat(rig.iam.signIn().waiting(pending, rig.now)).isEmpty();
        assertThat(rig.password(NEXT)).isInstanceOf(PasswordOutcome.CodeNeeded.class);
    }

    @Test
    void aLinkWorksThirtyMinutesOnceAndNotAfterAnotherChange() {
        Token late = rig.resetLink();
        rig.pass(Duration.ofMinutes(30));
        assertThat(rig.iam.passwordReset().isAlive(late, rig.now)).isFalse();
        Token first = rig.resetLink();
        rig.pass(Duration.ofSeconds(1));
        Token second = rig.resetLink();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(
                        rig.iam
                                .passwordReset()
                                .complete(second, Password.of("12345678"), rig.client, rig.now))
                .as("a weak one does not use the link up")
                .isInstanceOf(PasswordReset.Reset.Weak.class);
        assertThat(rig.iam.passwordReset().complete(second, NEXT, rig.client, rig.now))
                .isInstanceOf(PasswordReset.Reset.Done.class);
        assertThat(rig.iam.passwordReset().complete(second, NEXT, rig.client, rig.now))
                .isInstanceOf(PasswordReset.Reset.LinkEnded.class);
        assertThat(rig.iam.passwordReset().complete(first, NEXT, rig.client, rig.now))
                .isInstanceOf(PasswordReset.Reset.LinkEnded.class);
    }

    @Test
    void T46_aForgedTokenOpensNothing() {
        Token forged = Token.random(new java.security.SecureRandom());
        assertThat(rig.iam.passwordReset().complete(forged, NEXT, rig.client, rig.now))
                .isInstanceOf(PasswordReset.Reset.LinkEnded.class);
        assertThat(rig.find(forged)).isEmpty();
        assertThat(rig.iam.signIn().waiting(forged, rig.now)).isEmpty();
        assertThat(rig.iam.addresses().confirm(forged, rig.client, rig.now)).isFalse();
        Token link = rig.resetLink();
        assertThat(rig.find(link)).as("a token of another kind").isEmpty();
        assertThat(rig.iam.signIn().waiting(link, rig.now)).isEmpty();
    }

    @Test
    void atMostThreeLinksAreMailedInAQuarterOfAnHourAndNoneToStrangers() {
        for (int asked = 0; asked < 5; asked++)
            rig.iam.passwordReset().request(Rig.ROOT, rig.client, rig.now);
        rig.iam
                .passwordReset()
                .request(new EmailAddress("nobody@example.com"), rig.client, rig.now);
        rig.settle();
        assertThat(rig.mail().split("/signin/reset/", -1)).hasSize(4);
        assertThat(rig.mail()).doesNotContain("nobody@example.com");
    }

    @Test
    void C45_anAccountWithoutAPasswordCannotBeSignedInToAndItsLinkSetsOneOnce() {
        var email = new EmailAddress("new@example.com");
        var created = createWithoutPassword(email);
        for (String guess : new String[] {"", "password", "nobody has this password"}) {
            assertThat(rig.iam.signIn().password(email, Password.of(guess), rig.client, rig.now))
                    .isInstanceOf(Refused.class);
        }
        Token link = created.setPasswordLink().orElseThrow();
        assertThat(rig.iam.passwordReset().complete(link, NEXT, rig.client, rig.now))
                .isInstanceOf(PasswordReset.Reset.Done.class);
        assertThat(rig.iam.signIn().password(email, NEXT, rig.client, rig.now))
                .isInstanceOf(SignedIn.class);
    }

    private Accounts.Creation.Created createWithoutPassword(EmailAddress email) {
        var wanted = new Accounts.Wanted(email, "New", Optional.empty(), Optional.empty());
        var operator = new Caller.Operator(rig.now, Client.operator());
        return (Accounts.Creation.Created) rig.iam.accounts().create(wanted, operator);
    }
}
