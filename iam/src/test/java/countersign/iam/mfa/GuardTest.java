package countersign.iam.mfa;

import static countersign.iam.mfa.Guard.Need.FRESH_CODE;
import static countersign.iam.mfa.Guard.Need.FRESH_PASSWORD;
import static countersign.iam.mfa.Guard.Need.MFA_SESSION;
import static countersign.iam.mfa.Guard.Need.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Client;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import countersign.iam.session.Proofs;
import countersign.iam.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a session must have proved before it may change devices: the truth table. */
class GuardTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration FRESH = Duration.ofMinutes(15);
    private static final Duration STALE = FRESH.plusMillis(1);

    private final Guard hardened = new Guard(MfaRules.HARDENED);
    private final Guard aws = new Guard(MfaRules.AWS);

    @Test
    void T33_whoHasADeviceNeedsASessionWithMfaUnderAnyRules() {
        assertThat(hardened.need(password(Duration.ZERO), 1)).isEqualTo(MFA_SESSION);
        assertThat(aws.need(password(Duration.ZERO), 1)).isEqualTo(MFA_SESSION);
        assertThat(hardened.need(code(Duration.ZERO), 1)).isEqualTo(NOTHING);
        assertThat(aws.need(code(Duration.ofHours(11)), 1)).isEqualTo(NOTHING);
    }

    @Test
    void C25_hardenedWantsTheProofWithinFifteenMinutes() {
        assertThat(hardened.need(code(FRESH), 1)).isEqualTo(NOTHING);
        assertThat(hardened.need(code(STALE), 1)).isEqualTo(FRESH_CODE);
        assertThat(hardened.need(password(FRESH), 0)).isEqualTo(NOTHING);
        assertThat(hardened.need(password(STALE), 0)).isEqualTo(FRESH_PASSWORD);
        assertThat(aws.need(password(STALE), 0)).isEqualTo(NOTHING);
    }

    @Test
    void afterTheLastDeviceIsRemovedAPasswordSessionIsEnoughAgain() {
        assertThat(aws.need(password(Duration.ofHours(1)), 0)).isEqualTo(NOTHING);
        assertThat(hardened.need(password(Duration.ZERO), 0)).isEqualTo(NOTHING);
    }

    @Test
    void aProofFromTheFutureIsStaleSinceTheClockHasJumpedBack() {
        assertThat(hardened.need(code(Duration.ofHours(-1)), 1)).isEqualTo(FRESH_CODE);
        assertThat(hardened.need(password(Duration.ofHours(-1)), 0)).isEqualTo(FRESH_PASSWORD);
    }

    private static Caller.SignedIn password(Duration age) {
        return caller(Proofs.password(NOW.minus(age)));
    }

    /** The password is long ago, the code is as old as said. */
    private static Caller.SignedIn code(Duration age) {
        var account = new AccountId("123456789012");
        var serial = SerialNumber.of(account, new DeviceName("phone"));
        return caller(
                Proofs.password(NOW.minus(Duration.ofHours(11)))
                        .with(new Proofs.Mfa(new DeviceId("d"), serial, NOW.minus(age))));
    }

    private static Caller.SignedIn caller(Proofs proofs) {
        var id = new AccountId("123456789012");
        var root = PrincipalId.root(id);
        var principal =
                Principal.made(
                        id, root, new Identity.Root(new EmailAddress("root@example.com")), NOW);
        var session = new Session("s", "series", id, root, 0, NOW, NOW, proofs, "::1", "test");
        return new Caller.SignedIn(
                new Account(id, "Example", NOW, Duration.ZERO),
                principal,
                session,
                NOW,
                new Client("::1", "test", Optional.empty()));
    }
}
