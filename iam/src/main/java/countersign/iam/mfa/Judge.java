package countersign.iam.mfa;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * Which codes are good. Pure: rules, what is stored, the steps that the codes belong to, and now.
 *
 * <p>All arithmetic is in whole steps.
 */
final class Judge {
    private final MfaRules rules;

    Judge(MfaRules rules) {
        this.rules = rules;
    }

    /** An accepted code: its step, and what the device row becomes. */
    record Accept(long step, int drift, long watermark, boolean late) {}

    /** Where codes are looked for: never farther from now than the limit, whatever is stored. */
    long centre(long now, int drift) {
        return now + withinLimit(drift);
    }

    long firstStep(long centre) {
        return centre - rules.codeWindow();
    }

    long lastStep(long centre) {
        return centre + rules.codeWindow();
    }

    /**
     * Judges one code.
     *
     * @param steps the steps in the window whose code was typed
     * @param drift the device's, or the one that a resync is to confirm
     */
    Optional<Accept> code(
            MfaDevice device, int drift, long[] steps, long now, LongPredicate isSpent) {
        long centre = centre(now, drift);
        OptionalLong best = OptionalLong.empty();
        for (long step : steps) {
            boolean good =
                    step >= firstStep(centre)
                            && step <= lastStep(centre)
                            && isFresh(device, step)
                            && !isSpent.test(step);
            if (good && (best.isEmpty() || nearer(step, best.getAsLong(), centre))) {
                best = OptionalLong.of(step);
            }
        }
        if (best.isEmpty()) return Optional.empty();
        return Optional.of(accept(device, drift, best.getAsLong(), now));
    }

    /** Whether the memory of these rules lets {@code step} through as a single code. */
    boolean isFresh(MfaDevice device, long step) {
        return switch (rules.memory()) {
            case WATERMARK -> step > Math.max(device.watermark(), device.pairWatermark());
            case EACH_STEP -> true;
        };
    }

    private static boolean nearer(long step, long than, long centre) {
        return Math.abs(step - centre) < Math.abs(than - centre);
    }

    private Accept accept(MfaDevice device, int drift, long step, long now) {
        long watermark = Math.max(device.watermark(), step);
        if (!rules.driftFollows()) return new Accept(step, drift, watermark, false);
        long off = step - centre(now, drift);
        int followed = withinLimit((long) withinLimit(drift) + follow(off, device.lateBefore()));
        return new Accept(step, followed, watermark, off < 0);
    }

    /**
     * A code from the future can only be a clock that is ahead. A late one is mostly a slow typist,
     * so it moves the drift only when the one before was late too.
     */
    private static int follow(long off, boolean lateBefore) {
        if (off > 0) return 1;
        return off < 0 && lateBefore ? -1 : 0;
    }

    private int withinLimit(long drift) {
        return Math.clamp(drift, -rules.driftLimit(), rules.driftLimit());
    }

    /** What two consecutive codes come to. */
    sealed interface PairVerdict {
        /** Accepted: the second code's step, and the new drift. */
        record Good(long step, int drift) implements PairVerdict {}

        /** Two right codes, {@code offset} steps from now: late, or the clock is off. */
        record Distant(long step, int offset) implements PairVerdict {}

        record None() implements PairVerdict {}
    }

    /** First second-code step to look at. */
    long firstPairStep(long now, int drift) {
        return now + pairCentre(drift) - rules.pair().back();
    }

    long lastPairStep(long now, int drift) {
        return now + pairCentre(drift) + rules.pair().ahead();
    }

    /** Where late pairs become drift, the search is around the present drift; else around now. */
    private int pairCentre(int drift) {
        return rules.pair().lateBecomesDrift() ? drift : 0;
    }

    /**
     * Judges two consecutive codes.
     *
     * @param steps second-code steps at which the pair matches
     */
    PairVerdict pair(long watermark, long pairWatermark, int drift, long[] steps, long now) {
        long centre = now + pairCentre(drift);
        OptionalLong best =
                Arrays.stream(steps)
                        .filter(step -> step - 1 > pairMemory(watermark, pairWatermark))
                        .boxed()
                        .min((a, b) -> Long.compare(Math.abs(a - centre), Math.abs(b - centre)))
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty());
        if (best.isEmpty()) return new PairVerdict.None();
        long step = best.getAsLong();
        int offset = Math.toIntExact(step - now);
        if (rules.pair().lateBecomesDrift()) return new PairVerdict.Good(step, offset);
        if (Math.abs(offset) <= rules.pair().settled()) {
            return new PairVerdict.Good(step, leastDrift(offset));
        }
        return new PairVerdict.Distant(step, offset);
    }

    private long pairMemory(long watermark, long pairWatermark) {
        return switch (rules.memory()) {
            case WATERMARK -> Math.max(watermark, pairWatermark);
            case EACH_STEP -> pairWatermark;
        };
    }

    /** The smallest drift that keeps a device whose codes are {@code offset} away usable. */
    private int leastDrift(int offset) {
        int beyond = Math.max(0, Math.abs(offset) - rules.codeWindow());
        return Integer.signum(offset) * beyond;
    }

    /** Two measurements agree when they differ by no more than the typing between them. */
    static boolean sameOffset(int first, int second) {
        return Math.abs(first - second) <= 1;
    }
}
