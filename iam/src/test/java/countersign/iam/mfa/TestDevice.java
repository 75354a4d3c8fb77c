package countersign.iam.mfa;

import countersign.iam.account.AccountId;
import countersign.iam.key.SealedValue;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A device with its memory, judged by rules and no store. */
final class TestDevice {
    /** Start of a step; steps are counted from here. */
    static final long NOW = Totp.STANDARD.stepAt(Instant.parse("2026-01-01T00:00:00Z"));

    private static final AccountId ACCOUNT = new AccountId("123456789012");

    private final Seed seed = Seed.parseBase32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    private final Set<Long> spent = new HashSet<>();
    private final Judge judge;
    private MfaDevice row;

    TestDevice(MfaRules rules, int drift) {
        this.judge = new Judge(rules);
        this.row = row(drift);
    }

    static MfaDevice row(int drift) {
        var name = new DeviceName("phone");
        return new MfaDevice(
                ACCOUNT,
                new DeviceId("d"),
                SerialNumber.of(ACCOUNT, name),
                name,
                "/",
                Optional.empty(),
                new SealedValue(new byte[0]),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                drift,
                MfaDevice.NO_STEP,
                MfaDevice.NO_STEP,
                false,
                0,
                0);
    }

    MfaDevice row() {
        return row;
    }

    OtpCode codeOf(long step) {
        return Totp.STANDARD.codeAt(seed, step);
    }

    /** Types the code of {@code step} at {@code now}; the accepted step, if it was. */
    Optional<Judge.Accept> type(long step, long now) {
        return confirm(step, now, row.drift());
    }

    /** As {@link #type}, around a drift that a resync has found. */
    Optional<Judge.Accept> confirm(long step, long now, int drift) {
        long centre = judge.centre(now, drift);
        long[] steps =
                Totp.STANDARD.matches(
                        seed, codeOf(step), judge.firstStep(centre), judge.lastStep(centre));
        var accept = judge.code(row, drift, steps, now, spent::contains);
        accept.ifPresent(this::take);
        return accept;
    }

    private void take(Judge.Accept accept) {
        spent.add(accept.step());
        row =
                row.accepted(
                        accept.drift(),
                        accept.watermark(),
                        row.pairWatermark(),
                        accept.late(),
                        Instant.EPOCH);
    }

    /** Types the codes of {@code step - 1} and {@code step} at {@code now}. */
    Judge.PairVerdict pair(long step, long now) {
        return pair(codeOf(step - 1), codeOf(step), now);
    }

    Judge.PairVerdict pair(OtpCode code1, OtpCode code2, long now) {
        long[] steps =
                Totp.STANDARD.matchPairs(
                        seed,
                        code1,
                        code2,
                        judge.firstPairStep(now, row.drift()),
                        judge.lastPairStep(now, row.drift()));
        return judge.pair(row.watermark(), row.pairWatermark(), row.drift(), steps, now);
    }

    /** A pair, and what a resync makes of it. */
    Judge.PairVerdict resync(long step, long now, MfaRules rules) {
        Judge.PairVerdict verdict = pair(step, now);
        boolean spends = rules.memory() == MfaRules.Memory.WATERMARK;
        switch (verdict) {
            case Judge.PairVerdict.Good(long found, int drift) ->
                    row =
                            row.accepted(
                                    rules.pair().lateBecomesDrift() ? drift : row.drift(),
                                    spends ? Math.max(row.watermark(), found) : row.watermark(),
                                    found,
                                    false,
                                    Instant.EPOCH);
            case Judge.PairVerdict.Distant(long found, int _) ->
                    row =
                            row.accepted(
                                    row.drift(),
                                    Math.max(row.watermark(), found),
                                    found,
                                    false,
                                    Instant.EPOCH);
            case Judge.PairVerdict.None _ -> {}
        }
        return verdict;
    }
}
