package countersign.server;

import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The file that holds the sealing keys, a line each, the newest last. Never inside the data folder,
 * so that a copy of that folder opens nothing.
 */
final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final boolean lentBySystemd;

    KeyFile(Path path) {
        this(path, false);
    }

    private KeyFile(Path path, boolean lentBySystemd) {
        this.path = path;
        this.lentBySystemd = lentBySystemd;
    }

    /**
     * Where the keys of a database are when nobody says: the systemd credential {@code
     * countersign.key}, else {@code $XDG_CONFIG_HOME/countersign/ID.key}.
     */
    static KeyFile standard(Map<String, String> environment, String databaseId) {
        String credentials = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
        Path credential = Path.of(credentials, "countersign.key");
        if (!credentials.isEmpty() && Files.exists(credential))
            return new KeyFile(credential, true);
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = config.isEmpty() ? Path.of(home, ".config") : Path.of(config);
        return new KeyFile(folder.resolve("countersign").resolve(databaseId + ".key"));
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /** Reads the ring. */
    SealingKeys read() {
        try {
            refuseWhenOthersCanRead();
            List<SealingKey> keys = new ArrayList<>();
            for (String line : Files.readAllLines(path)) {
                if (!line.isBlank() && !line.startsWith("#")) keys.add(SealingKey.parse(line));
            }
            return new SealingKeys(keys);
        } catch (IOException e) {
            throw new OperatorError("cannot read the key file " + path + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new OperatorError("the key file " + path + " is not one: " + e.getMessage());
        }
    }

    private void refuseWhenOthersCanRead() throws IOException {
        if (!hasPosixPermissions(path)) return;
        // systemd lends a credential by an access list, which shows as its group's permissions.
        boolean others = Files.getPosixFilePermissions(path).stream().anyMatch(this::isTooOpen);
        if (others) {
            throw new OperatorError(
                    "others can read the key file " + path + "; run: chmod 600 " + path);
        }
    }

    private boolean isTooOpen(PosixFilePermission permission) {
        return lentBySystemd
                ? permission.name().startsWith("OTHERS")
                : !permission.name().startsWith("OWNER");
    }

    /** Makes a file with one new key, unless another starter was faster. */
    void create(RandomGenerator random) {
        String text =
                "# Countersign's sealing keys. Keep a copy where the database's backups are not.\n"
                        + SealingKey.random(random).revealForKeyFile()
                        + "\n";
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, ".countersign", ".key", ownerOnly(folder));
            try {
                Files.writeString(draft, text, StandardOpenOption.SYNC);
                Files.createLink(path, draft);
            } finally {
                Files.delete(draft);
            }
        } catch (FileAlreadyExistsException _) {
            // Another starter made it: its key is the one.
        } catch (IOException e) {
            throw new OperatorError("cannot make the key file " + path + ": " + e.getMessage());
        }
    }

    private static FileAttribute<?>[] ownerOnly(@org.jspecify.annotations.Nullable Path folder)
            throws IOException {
        boolean posix = folder != null && hasPosixPermissions(folder);
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPosixPermissions(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }
}
