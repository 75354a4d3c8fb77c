package countersign.vault;

import countersign.vault.VaultFormat.Header;
import countersign.vault.VaultFormat.Sealed;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * An open vault. It is changed by {@link #update}, which reads the file again while it holds the
 * file's lock, so that two programs that add at once both have added. Not thread safe; two objects
 * on one file may be used by two threads.
 */
public final class Vault implements AutoCloseable {
    private static final int KEY_BYTES = 32;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Contents NOTHING = new Contents(List.of(), List.of());

    private final SafeFile file;
    private final RandomGenerator random;
    private final byte[] dataKey;
    private Header header;
    private Contents contents;

    private Vault(
            SafeFile file,
            RandomGenerator random,
            byte[] dataKey,
            Header header,
            Contents contents) {
        this.file = file;
        this.random = random;
        this.dataKey = dataKey;
        this.header = header;
        this.contents = contents;
    }

    public static boolean exists(Path path) {
        return new SafeFile(path).exists();
    }

    /** Makes an empty vault where there is none. {@code random} is a secure one outside tests. */
    public static Vault create(
            Path path, Passphrase passphrase, Argon2Cost cost, RandomGenerator random) {
        var file = new SafeFile(path);
        byte[] id = draw(16, random);
        String vaultId = Base64.getEncoder().encodeToString(id);
        byte[] dataKey = draw(KEY_BYTES, random);
        var slot = KeySlot.wrap(dataKey, passphrase, cost, vaultId, random);
        var vault =
                new Vault(file, random, dataKey, new Header(vaultId, 0, List.of(slot)), NOTHING);
        return file.locked(() -> {
            if (file.exists()) {
                throw new VaultException(
                        VaultException.Kind.MISPLACED,
                        "there is a vault at " + file.path() + " already");
            }
            vault.write(vault.header.next(), NOTHING, dataKey);
            return vault;
        });
    }

    /**
     * Reads and unlocks.
     *
     * @throws VaultException saying whether the passphrase is wrong or the file is damaged
     */
    public static Vault open(Path path, Passphrase passphrase, RandomGenerator random) {
        var file = new SafeFile(path);
        Sealed sealed = read(file);
        byte[] dataKey = unlock(sealed, passphrase);
        return new Vault(file, random, dataKey, sealed.header(), sealed.open(dataKey));
    }

    /**
     * Opens with a key that {@link #revealKey} gave, without deriving anything.
     *
     * @throws VaultException of kind {@code WRONG_KEY} when the passphrase was changed since, or
     *     when the file is another vault
     */
    public static Vault open(Path path, VaultKey key, RandomGenerator random) {
        var file = new SafeFile(path);
        Sealed sealed = read(file);
        if (!sealed.header().vaultId().equals(key.vaultId())) {
            throw new VaultException(
                    VaultException.Kind.WRONG_KEY,
                    file.path() + " is another vault than the one that was unlocked");
        }
        byte[] dataKey = key.bytes();
        Contents contents =
                sealed.openedBy(dataKey)
                        .orElseThrow(() ->
                                new VaultException(
                                        VaultException.Kind.WRONG_KEY,
                                        "the vault's passphrase was changed since it was"
                                                + " unlocked"));
        return new Vault(file, random, dataKey, sealed.header(), contents);
    }

    /** The one door for the data key: for who keeps the vault open for a while. */
    public VaultKey revealKey() {
        return new VaultKey(header.vaultId(), dataKey);
    }

    /**
     * A secret kept beside the vault, in a file of its own, under a key that this vault's data key
     * gives. A change of passphrase loses it: it is for what can be had again.
     *
     * @param folder what it is, in small letters
     * @param name in small letters and digits
     */
    public SealedFile sealedFile(String folder, String name) {
        return new SealedFile(file.path(), folder, name, revealKey(), random);
    }

    private static byte[] unlock(Sealed sealed, Passphrase passphrase) {
        return sealed.header()
                .unlock(passphrase)
                .orElseThrow(() ->
                        new VaultException(
                                VaultException.Kind.WRONG_PASSPHRASE,
                                "the passphrase does not open this vault"));
    }

    /** Whether these are the bytes of a vault, sound or not. */
    public static boolean isVault(byte[] file) {
        return VaultFormat.hasMagic(file);
    }

    /** What is in the bytes of a vault file, such as a backup, without opening it for changes. */
    public static Contents contents(byte[] file, Passphrase passphrase) {
        if (file.length > VaultFormat.MOST_BYTES) {
            throw VaultException.damaged("this is too large to be a vault");
        }
        Sealed sealed = VaultFormat.read(file);
        return sealed.open(unlock(sealed, passphrase));
    }

    /** As last read or written, in their order. */
    public List<Entry> entries() {
        return contents.entries();
    }

    /** What could not be read, and stays in the file. */
    public List<Unreadable> unreadable() {
        return contents.unreadable();
    }

    /** Counts the writings of this vault. */
    public long generation() {
        return header.generation();
    }

    /**
     * Applies {@code change} to the entries as they are in the file now, and writes what it
     * returns. Nothing is written when that is what was there. What it throws leaves the file as it
     * is.
     */
    public void update(UnaryOperator<List<Entry>> change) {
        file.locked(() -> {
            refresh();
            List<Entry> changed = change.apply(entries());
            if (!changed.equals(entries())) {
                write(header.next(), new Contents(changed, unreadable()), dataKey);
            }
            return this;
        });
    }

    /**
     * Seals everything under a new data key that only the new passphrase opens. The {@code .bak}
     * beside the file is the generation before: the old passphrase still opens that one.
     */
    public void changePassphrase(Passphrase passphrase, Argon2Cost cost) {
        file.locked(() -> {
            refresh();
            byte[] newKey = draw(KEY_BYTES, random);
            var slot = KeySlot.wrap(newKey, passphrase, cost, header.vaultId(), random);
            var next = new Header(header.vaultId(), header.generation(), List.of(slot));
            write(next.next(), contents, newKey);
            System.arraycopy(newKey, 0, dataKey, 0, KEY_BYTES);
            Arrays.fill(newKey, (byte) 0);
            return this;
        });
    }

    /**
     * Copies the file as it is to where there is none, opens the copy again and compares. The
     * vault's passphrase opens it.
     */
    public void copyTo(Path path) {
        file.locked(() -> {
            refresh();
            byte[] bytes = file.read(VaultFormat.MOST_BYTES);
            var copy = new SafeFile(path);
            copy.createOnce(bytes);
            if (!read(copy).open(dataKey).equals(contents)) {
                throw VaultException.damaged(copy.path() + " does not read back as it was written");
            }
            return this;
        });
    }

    /**
     * What a restore left.
     *
     * @param replaced where the vault is that was there before
     */
    public record Restored(Contents contents, Optional<Path> replaced) {}

    /**
     * Puts a backup in the place of the vault at {@code path}, or where none is yet; what was there
     * is kept under a name with the time, which no later writing touches. It is opened again and
     * compared.
     *
     * @throws VaultException when the passphrase does not open the backup; nothing is changed then
     */
    public static Restored restore(byte[] backup, Path path, Passphrase passphrase, Instant now) {
        Contents wanted = contents(backup, passphrase);
        var file = new SafeFile(path);
        return file.locked(() -> {
            Optional<Path> replaced =
                    file.exists()
                            ? Optional.of(file.keepAs(".replaced-" + UTC.format(now)))
                            : Optional.empty();
            file.replace(backup);
            if (!contents(file.read(VaultFormat.MOST_BYTES), passphrase).equals(wanted)) {
                throw VaultException.damaged(file.path() + " does not read back as it was written");
            }
            return new Restored(wanted, replaced);
        });
    }

    /** The bytes of a new vault with these entries, for a backup that another program opens. */
    public static byte[] sealed(
            List<Entry> entries, Passphrase passphrase, Argon2Cost cost, RandomGenerator random) {
        String vaultId = Base64.getEncoder().encodeToString(draw(16, random));
        byte[] dataKey = draw(KEY_BYTES, random);
        var slot = KeySlot.wrap(dataKey, passphrase, cost, vaultId, random);
        var contents = new Contents(entries, List.of());
        var header = new Header(vaultId, 1, List.of(slot));
        byte[] bytes = VaultFormat.write(header, contents, dataKey, random);
        if (!VaultFormat.read(bytes).open(dataKey).equals(contents)) {
            throw new IllegalStateException("the vault would not read back as it was written");
        }
        Arrays.fill(dataKey, (byte) 0);
        return bytes;
    }

    /** Writes {@code bytes} to a file that only its owner may read, where there is none yet. */
    public static void writeOnce(Path path, byte[] bytes) {
        new SafeFile(path).createOnce(bytes);
    }

    /** Wipes the key; the vault object is of no use afterwards. */
    @Override
    public void close() {
        Arrays.fill(dataKey, (byte) 0);
    }

    private void refresh() {
        Sealed sealed = read(file);
        if (!sealed.header().slots().equals(header.slots())) {
            throw new VaultException(
                    VaultException.Kind.WRONG_PASSPHRASE,
                    "the passphrase was changed meanwhile: open the vault again");
        }
        contents = sealed.open(dataKey);
        header = sealed.header();
    }

    private void write(Header next, Contents changed, byte[] key) {
        byte[] bytes = VaultFormat.write(next, changed, key, random);
        if (bytes.length > VaultFormat.MOST_BYTES) {
            throw new VaultException(VaultException.Kind.FULL, "a vault has at most 16 MiB");
        }
        // What cannot be read back must not replace what can.
        if (!VaultFormat.read(bytes).open(key).equals(changed)) {
            throw new IllegalStateException("the vault would not read back as it was written");
        }
        file.replace(bytes);
        header = next;
        contents = changed;
    }

    private static Sealed read(SafeFile file) {
        byte[] bytes = file.read(VaultFormat.MOST_BYTES);
        try {
            return VaultFormat.read(bytes);
        } catch (VaultException e) {
            if (e.kind() != VaultException.Kind.DAMAGED) {
                throw e;
            }
            throw new VaultException(
                    VaultException.Kind.DAMAGED,
                    file.path() + ": " + e.getMessage() + hint(file),
                    e);
        }
    }

    private static String hint(SafeFile file) {
        boolean kept = new SafeFile(file.backup()).exists();
        return kept ? "; the generation before it is " + file.backup() : "";
    }

    private static byte[] draw(int bytes, RandomGenerator random) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }
}
