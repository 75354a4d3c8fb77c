package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Token;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Enrolment;
import countersign.iam.mfa.Enrolments;
import countersign.iam.mfa.MfaRules;
import countersign.iam.mfa.Verification;
import countersign.iam.session.Caller;
import countersign.iam.signin.CodeOutcome;
import countersign.iam.signin.PasswordOutcome;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps taken at random, with right and wrong tokens and codes, by somebody who tries them all. */
abstract class WalkContract extends Contract {
    /** As long as the whole build can wait; {@code -Dwalk.steps=50000} walks farther. */
    private static final int STEPS = Integer.getInteger("walk.steps", 2_000);

    @ParameterizedTest
    @ValueSource(strings = {"hardened", "aws"})
    void T36_noWalkThroughTheFlowsReachesASessionWithoutItsProofs(String rules) {
        Rig rig = rig(MfaRules.named(rules).orElseThrow().withChecks(100_000));
        var walk = new Walk(rig, new Random(36));
        for (int step = 0; step < STEPS; step++) walk.step();
        assertThat(walk.signedInWithMfa).as("the walk went somewhere").isGreaterThan(10);
        assertThat(walk.assigned).isGreaterThan(1);
    }

    /** What the walker holds, and what it has seen to be true. */
    private static final class Walk {
        private final Rig rig;
        private final Random random;
        private final List<Token> tokens = new ArrayList<>();
        private final Map<String, Seed> begun = new HashMap<>();
        private final Map<DeviceId, Seed> seeds = new HashMap<>();
        private final Set<String> withMfa = new HashSet<>();
        private final Set<String> accepted = new HashSet<>();
        private int signedInWithMfa;
        private int assigned;

        Walk(Rig rig, Random random) {
            this.rig = rig;
            this.random = random;
            tokens.add(Token.random(new SecureRandom()));
        }

        void step() {
            rig.pass(Duration.ofSeconds(random.nextInt(20)));
            Token token =
                    random.nextBoolean()
                            ? tokens.getLast()
                            : tokens.get(random.nextInt(tokens.size()));
            Optional<Caller.SignedIn> caller = rig.find(token);
            switch (random.nextInt(24)) {
                case 0, 1 -> password();
                case 2, 3, 4, 5, 6, 7, 8 -> code(token);
                case 9, 10 -> caller.ifPresent(this::begin);
                case 11, 12, 13, 14 -> caller.ifPresent(this::assign);
                case 15, 16 -> caller.ifPresent(this::reauthenticate);
                case 17 -> caller.ifPresent(this::remove);
                case 18 -> caller.filter(_ -> random.nextInt(8) == 0).ifPresent(this::signOut);
                case 19 -> rig.iam.signIn().confirmResync(token, code(), rig.client, rig.now);
                default -> caller.ifPresent(this::check);
            }
            while (tokens.size() > 12) tokens.removeFirst();
        }

        /** A session has MFA if, and only if, a code was accepted for it. */
        private void check(Caller.SignedIn caller) {
            assertThat(caller.proofs().hasMfa())
                    .isEqualTo(withMfa.contains(caller.session().series()));
        }

        private Optional<DeviceId> device() {
            var all = List.copyOf(seeds.keySet());
            return all.isEmpty()
                    ? Optional.empty()
                    : Optional.of(all.get(random.nextInt(all.size())));
        }

        /** Right, late, spent or wrong. */
        private OtpCode code() {
            var all = List.copyOf(seeds.values());
            if (all.isEmpty() || random.nextInt(4) == 0) return new OtpCode("123456");
            Seed seed = all.get(random.nextInt(all.size()));
            return Rig.codeAt(seed, rig.now.plusSeconds(30L * random.nextInt(-3, 3)));
        }

        private OtpCode codeOf(DeviceId device) {
            if (random.nextInt(6) == 0) return code();
            return Rig.codeAt(Objects.requireNonNull(seeds.get(device)), rig.now);
        }

        private void password() {
            boolean asked = !rig.devices().isEmpty();
            switch (rig.password()) {
                case PasswordOutcome.SignedIn(Token session, Token _) -> {
                    assertThat(asked).as("a factor that is enrolled is asked for").isFalse();
                    tokens.add(session);
                }
                case PasswordOutcome.CodeNeeded(Token pending) -> tokens.add(pending);
                case PasswordOutcome.Refused _, PasswordOutcome.Throttled _ -> {}
                case PasswordOutcome.Expired _ ->
                        throw new AssertionError("no policy binds the root user");
            }
        }

        private void code(Token token) {
            device().ifPresent(device -> {
                OtpCode code = codeOf(device);
                var outcome = rig.iam.signIn().code(token, device, code, rig.client, rig.now);
                if (outcome instanceof CodeOutcome.SignedIn(Token session, Token _)) {
                    Caller.SignedIn caller = rig.caller(session);
                    once(device, code);
                    withMfa.add(caller.session().series());
                    tokens.add(session);
                    signedInWithMfa++;
                }
            });
        }

        private void once(DeviceId device, OtpCode code) {
            assertThat(accepted.add(device + " " + code.digits() + " " + day())).isTrue();
        }

        /** The same six digits may come again by chance on another day. */
        private long day() {
            return rig.now.getEpochSecond() / 86_400;
        }

        private void begin(Caller.SignedIn caller) {
            var name = new DeviceName("device" + random.nextInt(10));
            var begun = rig.iam.enrolments().begin(caller, name);
            if (begun instanceof Enrolments.Begun.Started(Enrolment enrolment)) {
                assertThat(rig.devices().isEmpty() || caller.proofs().hasMfa()).isTrue();
                this.begun.put(
                        enrolment.id(),
                        rig.iam.enrolments().seed(caller, enrolment.id()).orElseThrow());
            }
        }

        private void assign(Caller.SignedIn caller) {
            var ids = List.copyOf(begun.keySet());
            if (ids.isEmpty()) return;
            String id = ids.get(random.nextInt(ids.size()));
            Seed seed = Objects.requireNonNull(begun.get(id));
            boolean allowed = rig.devices().isEmpty() || caller.proofs().hasMfa();
            boolean right = random.nextInt(4) > 0;
            var outcome =
                    rig.iam
                            .enrolments()
                            .assign(
                                    caller,
                                    id,
                                    right
                                            ? Rig.codeAt(seed, rig.now.minusSeconds(30))
                                            : new OtpCode("000000"),
                                    Rig.codeAt(seed, rig.now));
            if (outcome instanceof Enrolments.Assignment.Assigned(var device)) {
                assertThat(allowed && right).isTrue();
                seeds.put(device.id(), seed);
                assigned++;
            }
            if (!(outcome instanceof Enrolments.Assignment.Refused)) begun.remove(id);
        }

        private void reauthenticate(Caller.SignedIn caller) {
            device().ifPresent(device -> {
                OtpCode code = codeOf(device);
                var outcome = rig.iam.reauthentication().code(caller, device, code);
                if (outcome instanceof Verification.Accepted<Token> renewed) {
                    assertThat(caller.proofs().hasMfa()).isTrue();
                    once(device, code);
                    tokens.add(renewed.value());
                }
            });
        }

        private void remove(Caller.SignedIn caller) {
            device().ifPresent(device -> {
                DeviceId prover = device().orElseThrow();
                OtpCode code = codeOf(prover);
                var outcome = rig.iam.devices().remove(caller, device, prover, code);
                if (outcome instanceof countersign.iam.mfa.Devices.Removal.Removed) {
                    assertThat(caller.proofs().hasMfa()).isTrue();
                    once(prover, code);
                    seeds.remove(device);
                }
            });
        }

        private void signOut(Caller.SignedIn caller) {
            rig.iam.sessions().signOut(caller);
        }
    }
}
