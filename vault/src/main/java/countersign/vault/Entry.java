package countersign.vault;

import countersign.otp.Hotp;
import countersign.otp.OtpAuthUri;
import countersign.otp.OtpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One account in a vault.
 *
 * @param name what its owner calls it; may be changed at any time, the account may not
 * @param account issuer, account, seed, method and whatever else its URI said
 * @param lastGivenStep the latest step whose code was given out, if any was
 * @param lastUsed when a code was last given out
 * @param deleted since when it has been in the trash
 */
public record Entry(
        UUID id,
        String name,
        OtpAuthUri account,
        Instant created,
        OptionalLong lastGivenStep,
        Notes notes,
        Optional<Instant> lastUsed,
        Optional<Instant> deleted) {
    /** How long the trash keeps an account. */
    public static final Duration IN_TRASH = Duration.ofDays(30);

    /** Most characters of a name. */
    public static final int LONGEST_NAME = 256;

    public Entry {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a name has 1 to 256 characters");
        }
        if (!name.equals(name.strip()) || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a name has no control characters and no space at its ends");
        }
        if (!account.extras().keySet().stream().allMatch(Entry::holdsExtra)) {
            throw new IllegalArgumentException(
                    "a parameter of the URI has a name of more than 1,024 bytes");
        }
    }

    /** Whether a vault can keep a parameter of this name that the account's URI brought. */
    public static boolean holdsExtra(String parameter) {
        return parameter.getBytes(StandardCharsets.UTF_8).length <= Json.LONGEST_NAME_BYTES;
    }

    public static Entry create(UUID id, String name, OtpAuthUri account, Instant created) {
        return new Entry(
                id,
                name,
                account,
                created,
                OptionalLong.empty(),
                Notes.NONE,
                Optional.empty(),
                Optional.empty());
    }

    public Entry named(String newName) {
        return new Entry(id, newName, account, created, lastGivenStep, notes, lastUsed, deleted);
    }

    public Entry noted(Notes newNotes) {
        return new Entry(id, name, account, created, lastGivenStep, newNotes, lastUsed, deleted);
    }

    /** Remembers that the code of {@code step} was given; an earlier step changes nothing. */
    public Entry given(long step) {
        long latest = Math.max(step, lastGivenStep.orElse(step));
        return new Entry(
                id, name, account, created, OptionalLong.of(latest), notes, lastUsed, deleted);
    }

    /** With another method of the same account: a counter that went on. */
    public Entry counted(OtpMethod method) {
        var moved =
                new OtpAuthUri(
                        account.issuer(),
                        account.account(),
                        method,
                        account.seed(),
                        account.extras());
        return new Entry(id, name, moved, created, lastGivenStep, notes, lastUsed, deleted);
    }

    public Entry usedAt(Instant now) {
        return new Entry(
                id,
                name,
                account,
                created,
                lastGivenStep,
                notes,
                Optional.of(now.truncatedTo(ChronoUnit.MILLIS)),
                deleted);
    }

    public Entry trashedAt(Instant now) {
        return withDeleted(Optional.of(now.truncatedTo(ChronoUnit.MILLIS)));
    }

    public Entry restored() {
        return withDeleted(Optional.empty());
    }

    private Entry withDeleted(Optional<Instant> since) {
        return new Entry(id, name, account, created, lastGivenStep, notes, lastUsed, since);
    }

    /** Whether both make the same codes: all that goes into one is the same, but for a counter. */
    public boolean isTwinOf(Entry other) {
        return account.seed().equals(other.account.seed())
                && uncounted(account.method()).equals(uncounted(other.account.method()));
    }

    private static OtpMethod uncounted(OtpMethod method) {
        return method instanceof Hotp hotp ? new Hotp(hotp.hash(), hotp.digits(), 0) : method;
    }

    /** Gives no code that {@code twin} gave: with the later step and the higher counter of both. */
    public Entry atLeast(Entry twin) {
        Entry entry = twin.lastGivenStep.isPresent() ? given(twin.lastGivenStep.getAsLong()) : this;
        return account.method() instanceof Hotp ours
                        && twin.account.method() instanceof Hotp theirs
                        && theirs.counter() > ours.counter()
                ? entry.counted(theirs)
                : entry;
    }

    public boolean isTrashed() {
        return deleted.isPresent();
    }

    /** Whether it has been in the trash for 30 days, so that the next writing leaves it out. */
    public boolean hasOutlivedTrash(Instant now) {
        return deleted.filter(since -> !since.plus(IN_TRASH).isAfter(now)).isPresent();
    }
}
