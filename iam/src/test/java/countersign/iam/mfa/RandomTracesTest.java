package countersign.iam.mfa;

import static countersign.iam.mfa.TestDevice.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.Totp;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds after any sequence of codes, pairs and resyncs. */
class RandomTracesTest {
    private static final int TRACES = 1_000;
    private static final int EVENTS = 60;

    @ParameterizedTest
    @ValueSource(strings = {"hardened", "aws"})
    void T02_nothingEverLowersAWatermarkOrTakesACodeTwice(String name) {
        MfaRules rules = MfaRules.named(name).orElseThrow();
        for (int trace = 0; trace < TRACES; trace++) {
            walk(rules, new Random(trace));
        }
    }

    private static void walk(MfaRules rules, Random random) {
        var device = new TestDevice(rules, random.nextInt(-20, 21));
        Set<Long> accepted = new HashSet<>();
        long now = NOW;
        for (int event = 0; event < EVENTS; event++) {
            now += random.nextInt(4);
            long step = now + device.row().drift() + random.nextInt(-4, 5);
            MfaDevice before = device.row();
            switch (random.nextInt(4)) {
                case 0 -> device.resync(now + random.nextInt(-25, 26), now, rules);
                case 1 -> {
                    int found = random.nextInt(-20, 21);
                    device.confirm(now + found + random.nextInt(-2, 3), now, found)
                            .ifPresent(it -> assertThat(accepted.add(it.step())).isTrue());
                }
                default ->
                        device.type(step, now)
                                .ifPresent(it -> assertThat(accepted.add(it.step())).isTrue());
            }
            check(rules, before, device.row());
        }
    }

    private static void check(MfaRules rules, MfaDevice before, MfaDevice after) {
        assertThat(after.watermark()).isGreaterThanOrEqualTo(before.watermark());
        assertThat(after.pairWatermark()).isGreaterThanOrEqualTo(before.pairWatermark());
        assertThat(Math.abs(after.drift())).isLessThanOrEqualTo(rules.driftLimit());
    }

    @Test
    void driftFollowsByAtMostOneStepForEachAcceptedCodeAndNeverBeyondTwenty() {
        var random = new Random(7);
        var device = new TestDevice(MfaRules.HARDENED, 0);
        long now = NOW;
        for (int event = 0; event < 20_000; event++) {
            now += 2 + random.nextInt(3);
            int before = device.row().drift();
            device.type(now + before + (event < 10_000 ? 1 : -1), now);
            assertThat(Math.abs(device.row().drift() - before)).isLessThanOrEqualTo(1);
            assertThat(device.row().drift()).isBetween(-20, 20);
        }
    }

    /** Steps are whole, so the place inside a step where a code is typed never matters. */
    @Test
    void T09_anyShiftOfOneTo29SecondsGivesTheSameSteps() {
        Instant start = Totp.STANDARD.startOf(NOW);
        for (int shift = 0; shift < 30; shift++) {
            long now = Totp.STANDARD.stepAt(start.plusSeconds(shift));
            var device = new TestDevice(MfaRules.HARDENED, -3);
            assertThat(now).isEqualTo(NOW);
            assertThat(device.type(now - 3, now).orElseThrow().step()).isEqualTo(NOW - 3);
            assertThat(device.row().drift()).isEqualTo(-3);
        }
        assertThat(Totp.STANDARD.stepAt(start.plusSeconds(30))).isEqualTo(NOW + 1);
        assertThat(Totp.STANDARD.stepAt(start.minusNanos(1))).isEqualTo(NOW - 1);
    }
}
