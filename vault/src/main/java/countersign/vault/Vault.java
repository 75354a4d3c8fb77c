package countersign.vault;

import countersign.vault.VaultFormat.Header;
import countersign.vault.VaultFormat.Sealed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * An open vault. It is changed by {@link #update}, which reads the file again while it holds the
 * file's lock, so that two programs that add at once both have added. Not thread safe; two objects
 * on one file may be used by two threads.
 */
public final class Vault implements AutoCloseable {
    private static final int KEY_BYTES = 32;

    private final SafeFile file;
    private final RandomGenerator random;
    private final byte[] dataKey;
    private Header header;
    private List<Entry> entries;

    private Vault(
            SafeFile file,
            RandomGenerator random,
            byte[] dataKey,
            Header header,
            List<Entry> entries) {
        this.file = file;
        this.random = random;
        this.dataKey = dataKey;
        this.header = header;
        this.entries = entries;
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
                new Vault(file, random, dataKey, new Header(vaultId, 0, List.of(slot)), List.of());
        return file.locked(() -> {
            if (file.exists()) {
                throw new VaultException(
                        VaultException.Kind.MISPLACED,
                        "there is a vault at " + file.path() + " already");
            }
            vault.write(vault.header.next(), List.of(), dataKey);
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
        byte[] dataKey =
                sealed.header()
                        .unlock(passphrase)
                        .orElseThrow(() ->
                                new VaultException(
                                        VaultException.Kind.WRONG_PASSPHRASE,
                                        "the passphrase does not open this vault"));
        return new Vault(file, random, dataKey, sealed.header(), sealed.open(dataKey));
    }

    /** As last read or written, in their order. */
    public List<Entry> entries() {
        return entries;
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
            List<Entry> changed = change.apply(entries);
            if (!changed.equals(entries)) {
                write(header.next(), List.copyOf(changed), dataKey);
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
            write(next.next(), entries, newKey);
            System.arraycopy(newKey, 0, dataKey, 0, KEY_BYTES);
            Arrays.fill(newKey, (byte) 0);
            return this;
        });
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
        entries = sealed.open(dataKey);
        header = sealed.header();
    }

    private void write(Header next, List<Entry> changed, byte[] key) {
        byte[] bytes = VaultFormat.write(next, changed, key, random);
        if (bytes.length > VaultFormat.MOST_BYTES) {
            throw new IllegalArgumentException("a vault has at most 16 MiB");
        }
        // What cannot be read back must not replace what can.
        if (!VaultFormat.read(bytes).open(key).equals(changed)) {
            throw new IllegalStateException("the vault would not read back as it was written");
        }
        file.replace(bytes);
        header = next;
        entries = changed;
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
