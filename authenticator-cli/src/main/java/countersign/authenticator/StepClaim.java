package countersign.authenticator;

import countersign.otp.Timed;
import countersign.vault.Entry;
import countersign.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Steps whose code was never given before: waits for one, and remembers that it is given now. */
final class StepClaim {
    /** Longest wait for a fresh code, in periods. */
    private static final int MOST_PERIODS = 3;

    private final VaultCommand command;
    private final Surroundings.Time time;
    private final boolean remembers;
    private final Consumer<String> progress;

    /**
     * {@code progress} is told what is waited for. A time that was only given is not remembered:
     * its codes were not given in earnest.
     */
    StepClaim(VaultCommand command, Surroundings.Time time, Consumer<String> progress) {
        this.remembers = !(time instanceof GivenTime);
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
                        Entry now = VaultCommand.present(entries, entry);
                        long step = totp.stepAt(time.now());
                        first.set(latest(entries, now, step - 1) + 1);
                        if (first.get() > step) {
                            return entries;
                        }
                        claimed.set(step);
                        return remembers
                                ? given(entries, now, step + steps - 1, time.now())
                                : entries;
                    });
            if (claimed.get() >= 0) {
                return claimed.get();
            }
            refuseLongWait(totp, totp.startOf(first.get()), time.now());
            waitFor(totp.startOf(first.get()), "for a fresh code");
        }
    }

    /** What any account with the same codes gave, one in the trash, too. */
    private static long latest(List<Entry> entries, Entry entry, long none) {
        return entries.stream()
                .filter(entry::isTwinOf)
                .flatMapToLong(one -> one.lastGivenStep().stream())
                .max()
                .orElse(none);
    }

    /** Marks every account with the same codes; only the one that was asked was used. */
    static List<Entry> given(List<Entry> entries, Entry entry, long step, Instant now) {
        List<Entry> marked =
                entries.stream().map(one -> one.isTwinOf(entry) ? one.given(step) : one).toList();
        return VaultCommand.with(marked, entry, one -> one.usedAt(now));
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
