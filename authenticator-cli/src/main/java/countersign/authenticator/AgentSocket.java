package countersign.authenticator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Where the session agent of a vault listens: in a folder that only its owner can enter, which is
 * what keeps other users out.
 *
 * @param path the Unix domain socket; there is one while the vault is unlocked
 */
record AgentSocket(Path path) {
    /** {@code sun_path} has 108 bytes on Linux and 104 on macOS, the last of them 0. */
    private static final int LONGEST_PATH_BYTES = 100;

    /** Belongs, on Linux, to the user that this process runs as. */
    private static final Path OURSELVES = Path.of("/proc/self");

    private static final String USER = "unix:uid";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    /** In {@code XDG_RUNTIME_DIR}, which is never on a disk, or else beside the vault. */
    static AgentSocket of(Surroundings surroundings, Path vault) {
        Path absolute = vault.toAbsolutePath().normalize();
        String runtime = surroundings.environment().getOrDefault("XDG_RUNTIME_DIR", "");
        return new AgentSocket(
                runtime.isEmpty()
                        ? absolute.resolveSibling(absolute.getFileName() + ".agent")
                                .resolve("socket")
                        : Path.of(runtime, "countersign", digest(absolute)));
    }

    private static String digest(Path vault) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(vault.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Makes the folder, or refuses one that others can enter or that somebody else made. */
    void prepare() {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH_BYTES) {
            throw new CommandFailure(
                    path + " is too long for a socket: set XDG_RUNTIME_DIR to a shorter folder");
        }
        Path folder = folder();
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            }
        } catch (IOException e) {
            throw new CommandFailure("cannot make the folder " + folder);
        }
        if (!isPrivate()) {
            throw new CommandFailure(
                    folder + " is not yours alone: remove it, or chmod 700 it, and try again");
        }
    }

    /** Whether nobody else can have put a socket there. */
    boolean isPrivate() {
        try {
            var permissions =
                    new HashSet<>(
                            Files.getPosixFilePermissions(folder(), LinkOption.NOFOLLOW_LINKS));
            permissions.removeAll(OWNER_ONLY);
            return permissions.isEmpty() && isOurs();
        } catch (IOException e) {
            return false;
        }
    }

    /** By number where that can be had: in a container a user often has no name. */
    private boolean isOurs() throws IOException {
        if (Files.exists(OURSELVES)) {
            Object owner = Files.getAttribute(folder(), USER, LinkOption.NOFOLLOW_LINKS);
            return owner.equals(Files.getAttribute(OURSELVES, USER));
        }
        String owner = Files.getOwner(folder(), LinkOption.NOFOLLOW_LINKS).getName();
        return owner.equals(System.getProperty("user.name"));
    }

    private Path folder() {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
