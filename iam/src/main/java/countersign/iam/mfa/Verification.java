package countersign.iam.mfa;

import java.time.Instant;

/** What trying a code came to. */
public sealed interface Verification<T> {
    /**
     * The code was right; {@code step} is spent.
     *
     * @param value what the caller did in the same transaction
     */
    record Accepted<T>(MfaDevice device, long step, T value) implements Verification<T> {}

    /** Wrong, spent, too old or too new: one and the same to whoever typed it. */
    record Refused<T>(Refusal reason) implements Verification<T> {}

    /** Nothing was looked at: the budget is used up until then. */
    record OverBudget<T>(Instant until) implements Verification<T> {}

    /** Nothing was looked at: too many wrong codes in a row have closed this lane for good. */
    record LaneClosed<T>() implements Verification<T> {}

    /** The device is not this principal's (any more). */
    record NoSuchDevice<T>() implements Verification<T> {}

    /** What the code was needed for had ended when it arrived; the code is not spent. */
    record Overtaken<T>() implements Verification<T> {}
}
