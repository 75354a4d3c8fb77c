package countersign.authenticator;

import countersign.otp.Hotp;
import countersign.otp.Timed;
import countersign.vault.Entry;
import countersign.vault.Vault;
import countersign.vault.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec private CommandSpec spec = CommandSpec.create();

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
            names = "--next",
            description =
                    "The code of the next period, before it begins, for when the present one is"
                            + " about to end.")
    private boolean next;

    @Option(
            names = "--copy",
            description = "Also put it on the clipboard, for 30 seconds (with --pair, the second).")
    private boolean copy;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description =
                    "Pretend that it is this time, such as 2026-11-22T10:00:00Z, do not wait, and"
                            + " do not remember the code as given: for tests, and for sandboxes"
                            + " whose clock was moved.")
    private @Nullable Instant at;

    CodeCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        if (next && (pair || fresh)) {
            throw new ParameterException(
                    spec.commandLine(), "--next goes with neither --pair nor --fresh");
        }
        Surroundings.Time time = at == null ? surroundings.time() : new GivenTime(at);
        if (time.now().isBefore(Instant.EPOCH)) {
            throw new CommandFailure("no code is defined before 1970");
        }
        try (Vault vault = open()) {
            Entry entry = find(vault.entries(), name);
            if (!(entry.account().method() instanceof Timed totp)) {
                return giveCounted(vault, entry);
            }
            if (next) {
                return giveNext(vault, entry, totp, time);
            }
            return pair ? givePair(vault, entry, totp, time) : giveOne(vault, entry, totp, time);
        }
    }

    private int giveOne(Vault vault, Entry entry, Timed totp, Surroundings.Time time) {
        long step =
                fresh
                        ? claims(time).claim(vault, entry, totp, 1)
                        : claimIfPossible(vault, entry, totp, time);
        String code = totp.shownAt(entry.account().seed(), step);
        long left = secondsLeft(totp, step, time.now());
        return give(entry, code, "SecondsLeft", left, "good for " + left + " s");
    }

    private int give(Entry entry, String code, String field, long number, String words) {
        if (isJson()) {
            Format.print(
                    out(),
                    json -> {
                        json.writeStringField("Name", entry.name());
                        json.writeStringField("Code", code);
                        json.writeNumberField(field, number);
                    });
        } else {
            out().println(code);
            err().println(words);
        }
        return copied(code);
    }

    private int giveNext(Vault vault, Entry entry, Timed totp, Surroundings.Time time) {
        long step = totp.stepAt(time.now()) + 1;
        remember(vault, entry, step, time.now());
        String code = totp.shownAt(entry.account().seed(), step);
        long wait = StepClaim.seconds(time.now(), totp.startOf(step));
        return give(entry, code, "ValidInSeconds", wait, "good in " + wait + " s");
    }

    /** The counter is stored before its code is shown, so that no code is given twice. */
    private int giveCounted(Vault vault, Entry entry) {
        if (pair || fresh || next || at != null) {
            throw new CommandFailure(
                    "the codes of " + entry.name() + " go by a counter, and not by the time");
        }
        var given = new AtomicReference<Hotp>();
        change(
                vault,
                entries -> {
                    Entry now = present(entries, entry);
                    if (!(now.account().method() instanceof Hotp hotp)) {
                        throw new CommandFailure("the account was changed meanwhile");
                    }
                    given.set(hotp);
                    var used = now.counted(hotp.next()).usedAt(surroundings.time().now());
                    return with(entries, now, _ -> used);
                });
        Hotp hotp = Objects.requireNonNull(given.get());
        String code = hotp.code(entry.account().seed()).digits();
        return give(entry, code, "Counter", hotp.counter(), "counter " + hotp.counter());
    }

    private int givePair(Vault vault, Entry entry, Timed totp, Surroundings.Time time) {
        StepClaim claims = claims(time);
        long step = claims.claim(vault, entry, totp, 2);
        String first = totp.shownAt(entry.account().seed(), step);
        String second = totp.shownAt(entry.account().seed(), step + 1);
        if (!isJson()) {
            out().println(first);
            out().flush();
        }
        claims.waitFor(totp.startOf(step + 1), "for the second code");
        long left = secondsLeft(totp, step + 1, time.now());
        if (isJson()) {
            Format.print(
                    out(),
                    json -> {
                        json.writeStringField("Name", entry.name());
                        json.writeStringField("Code1", first);
                        json.writeStringField("Code2", second);
                        json.writeNumberField("SecondsLeft", left);
                    });
        } else {
            out().println(second);
            err().println("good for " + left + " s");
        }
        return copied(second);
    }

    /** A vault that cannot be written to still gives codes; it only forgets that it did. */
    private long claimIfPossible(Vault vault, Entry entry, Timed totp, Surroundings.Time time) {
        long step = totp.stepAt(time.now());
        remember(vault, entry, step, time.now());
        return step;
    }

    private void remember(Vault vault, Entry entry, long step, Instant now) {
        if (at != null) {
            return;
        }
        try {
            change(vault, entries -> StepClaim.given(entries, present(entries, entry), step, now));
        } catch (VaultException e) {
            if (e.kind() != VaultException.Kind.STORAGE) {
                throw e;
            }
            warn("this code may be given again by --fresh: " + e.getMessage());
        }
    }

    private StepClaim claims(Surroundings.Time time) {
        return new StepClaim(this, time, this::sayProgress);
    }

    private void sayProgress(String what) {
        if (surroundings.terminal().showsProgress()) {
            err().println(what);
        }
    }

    private static long secondsLeft(Timed totp, long step, Instant now) {
        return StepClaim.seconds(now, totp.startOf(step + 1));
    }

    private int copied(String code) {
        if (!copy) {
            return 0;
        }
        if (!surroundings.clipboard().copy(code, ON_CLIPBOARD)) {
            err().println(
                            "authenticator: not copied: there is no clipboard here (wl-copy, xclip,"
                                    + " xsel or pbcopy on a desktop)");
            return 1;
        }
        err().println("copied; it is taken off the clipboard in 30 s");
        return 0;
    }
}
