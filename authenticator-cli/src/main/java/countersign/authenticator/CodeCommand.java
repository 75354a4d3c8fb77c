package countersign.authenticator;

import countersign.otp.OtpCode;
import countersign.otp.Totp;
import countersign.vault.Entry;
import countersign.vault.Vault;
import countersign.vault.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "code",
        description = {
            "Gives the account's code of this moment.",
            "Standard output holds the code alone, so that a script can take it; the seconds that"
                    + " it is good for go to standard error. With --pair there are two lines, a"
                    + " code each, the earlier first."
        })
final class CodeCommand extends VaultCommand {
    private static final Duration ON_CLIPBOARD = Duration.ofSeconds(30);

    /** Longest wait for a fresh code, in periods. */
    private static final int MOST_PERIODS = 3;

    @Parameters(paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Option(
            names = "--pair",
            description =
                    "Two consecutive codes, as wanted when a device is activated; waits for them,"
                            + " about a minute at most.")
    private boolean pair;

    @Option(
            names = "--fresh",
            description =
                    "Never a code of a period whose code was given before; waits for the next.")
    private boolean fresh;

    @Option(
            names = "--copy",
            description = "Also put it on the clipboard, for 30 seconds (with --pair, the second).")
    private boolean copy;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description =
                    "Pretend that it is this time, such as 2026-11-22T10:00:00Z, and do not wait:"
                            + " for tests, and for sandboxes whose clock was moved.")
    private @Nullable Instant at;

    CodeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        Surroundings.Time time = at == null ? surroundings.time() : new GivenTime(at);
        if (time.now().isBefore(Instant.EPOCH)) {
            throw new CommandFailure("no code is defined before 1970");
        }
        try (Vault vault = vaultOptions.open(surroundings)) {
            Entry entry = find(vault.entries(), name);
            if (!(entry.account().method() instanceof Totp totp)) {
                throw new CommandFailure("accounts that count (hotp) are not supported yet");
            }
            return pair ? givePair(vault, entry, totp, time) : giveOne(vault, entry, totp, time);
        }
    }

    private int giveOne(Vault vault, Entry entry, Totp totp, Surroundings.Time time) {
        long step =
                fresh
                        ? claim(vault, entry, totp, time, 1)
                        : claimIfPossible(vault, entry, totp, time);
        OtpCode code = totp.codeAt(entry.account().seed(), step);
        long left = secondsLeft(totp, step, time.now());
        if (isJson()) {
            Format.print(
                    out(),
                    json -> {
                        json.writeStringField("Name", entry.name());
                        json.writeStringField("Code", code.digits());
                        json.writeNumberField("SecondsLeft", left);
                    });
        } else {
            out().println(code.digits());
            err().println("good for " + left + " s");
        }
        return copied(code);
    }

    private int givePair(Vault vault, Entry entry, Totp totp, Surroundings.Time time) {
        long step = claim(vault, entry, totp, time, 2);
        OtpCode first = totp.codeAt(entry.account().seed(), step);
        OtpCode second = totp.codeAt(entry.account().seed(), step + 1);
        if (!isJson()) {
            out().println(first.digits());
            out().flush();
        }
        waitFor(totp.startOf(step + 1), "for the second code", time);
        long left = secondsLeft(totp, step + 1, time.now());
        if (isJson()) {
            Format.print(
                    out(),
                    json -> {
                        json.writeStringField("Name", entry.name());
                        json.writeStringField("Code1", first.digits());
                        json.writeStringField("Code2", second.digits());
                        json.writeNumberField("SecondsLeft", left);
                    });
        } else {
            out().println(second.digits());
            err().println("good for " + left + " s");
        }
        return copied(second);
    }

    /**
     * Claims the present step, or waits for the first that was never given; with it go the {@code
     * steps - 1} that follow. Decided and remembered under the vault's lock, so that two commands
     * never get the same.
     */
    private long claim(Vault vault, Entry entry, Totp totp, Surroundings.Time time, int steps) {
        var claimed = new AtomicLong();
        while (true) {
            claimed.set(-1);
            var next = new AtomicLong();
            vault.update(entries -> {
                Entry now = find(entries, entry.name());
                long step = totp.stepAt(time.now());
                next.set(now.lastGivenStep().orElse(step - 1) + 1);
                if (next.get() > step) {
                    return entries;
                }
                claimed.set(step);
                return with(entries, now, one -> one.given(step + steps - 1));
            });
            if (claimed.get() >= 0) {
                return claimed.get();
            }
            refuseLongWait(totp, totp.startOf(next.get()), time.now());
            waitFor(totp.startOf(next.get()), "for a fresh code", time);
        }
    }

    private static void refuseLongWait(Totp totp, Instant start, Instant now) {
        if (Duration.between(now, start).toSeconds() > (long) MOST_PERIODS * totp.periodSeconds()) {
            throw new CommandFailure(
                    "codes up to "
                            + start
                            + " were given before, so there is no fresh one until then;"
                            + " is the clock right?");
        }
    }

    /** A vault that cannot be written to still gives codes; it only forgets that it did. */
    private long claimIfPossible(Vault vault, Entry entry, Totp totp, Surroundings.Time time) {
        long step = totp.stepAt(time.now());
        try {
            vault.update(
                    entries -> with(entries, find(entries, entry.name()), one -> one.given(step)));
        } catch (VaultException e) {
            if (e.kind() != VaultException.Kind.STORAGE) {
                throw e;
            }
            warn("this code may be given again by --fresh: " + e.getMessage());
        }
        return step;
    }

    private void waitFor(Instant instant, String forWhat, Surroundings.Time time) {
        if (surroundings.terminal().showsProgress() && time.now().isBefore(instant)) {
            err().println("waiting " + seconds(time.now(), instant) + " s " + forWhat + " ...");
        }
        time.waitUntil(instant);
    }

    private static long secondsLeft(Totp totp, long step, Instant now) {
        return seconds(now, totp.startOf(step + 1));
    }

    /** Rounded up: while there is time left, it is not 0 s. */
    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).plusNanos(999_999_999).toSeconds();
    }

    private int copied(OtpCode code) {
        if (!copy) {
            return 0;
        }
        if (!surroundings.clipboard().copy(code.digits(), ON_CLIPBOARD)) {
            err().println(
                            "authenticator: not copied: there is no clipboard here (wl-copy, xclip,"
                                    + " xsel or pbcopy on a desktop)");
            return 1;
        }
        err().println("copied; it is taken off the clipboard in 30 s");
        return 0;
    }
}
