package countersign.authenticator;

import countersign.otp.Timed;
import countersign.vault.Entry;
import countersign.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Steps whose code was never given before: waits for one, and remembers that it is given now. */
final class StepClaim {
    /** Longest wait for a fresh code, in periods. */
    private static final int MOST_PERIODS = 3;

    private final VaultCommand command;
    private final Surroundings.Time time;
    private final Consumer<String> progress;

    /** {@code progress} is told what is waited for. */
    StepClaim(VaultCommand command, Surroundings.Time time, Consumer<String> progress) {
        this.command = command;
        this.time = time;
        this.progress = progress;
    }

    /**
     * Claims the present step, or waits for the first that was never given; with it go the {@code
     * steps - 1} that follow. Decided and remembered under the vault's lock, so that two commands
     * never get the same, and on the disk when this returns.
     */
    long claim(Vault vault, Entry entry, Timed totp, int steps) {
        var claimed = new AtomicLong();
        while (true) {
            claimed.set(-1);
            var first = new AtomicLong();
            command.change(
                    vault,
                    entries -> {
                        Entry now = VaultCommand.find(entries, entry.name());
                        long step = totp.stepAt(time.now());
                        first.set(now.lastGivenStep().orElse(step - 1) + 1);
                        if (first.get() > step) {
                            return entries;
                        }
                        claimed.set(step);
                        return VaultCommand.with(
                                entries,
                                now,
                                one -> one.given(step + steps - 1).usedAt(time.now()));
                    });
            if (claimed.get() >= 0) {
                return claimed.get();
            }
            refuseLongWait(totp, totp.startOf(first.get()), time.now());
            waitFor(totp.startOf(first.get()), "for a fresh code");
        }
    }

    private static void refuseLongWait(Timed totp, Instant start, Instant now) {
        if (Duration.between(now, start).toSeconds() > (long) MOST_PERIODS * totp.periodSeconds()) {
            throw new CommandFailure(
                    "codes up to "
                            + start
                            + " were given before, so there is no fresh one until then;"
                            + " is the clock right?");
        }
    }

    void waitFor(Instant instant, String forWhat) {
        if (time.now().isBefore(instant)) {
            progress.accept("waiting " + seconds(time.now(), instant) + " s " + forWhat + " ...");
        }
        time.waitUntil(instant);
    }

    /** Rounded up: while there is time left, it is not 0 s. */
    static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).plusNanos(999_999_999).toSeconds();
    }
}
