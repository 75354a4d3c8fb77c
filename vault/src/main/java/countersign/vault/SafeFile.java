package countersign.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A file that is replaced whole or not at all, by one writer at a time, keeping the one before as
 * {@code .bak}. Only its owner may read it.
 */
final class SafeFile {
    /** The operating system's lock holds off other processes, this one other threads. */
    private static final ReentrantLock ONE_THREAD = new ReentrantLock();

    private final Path file;

    SafeFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    Path path() {
        return file;
    }

    Path backup() {
        return sibling(".bak");
    }

    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    byte[] read(int mostBytes) {
        if (!exists()) {
            throw new VaultException(VaultException.Kind.MISPLACED, "there is no vault at " + file);
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new VaultException(
                    VaultException.Kind.MISPLACED,
                    file + " is no ordinary file: a vault is not reached through a link");
        }
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw VaultException.damaged(file + " is too large to be a vault");
            }
            return bytes;
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    /** Runs {@code body} while no other thread or process is in here for the same file. */
    <T> T locked(Supplier<T> body) {
        ONE_THREAD.lock();
        try {
            createFolder();
            try (var channel = openLock();
                    FileLock _ = channel.lock()) {
                return body.get();
            }
        } catch (IOException e) {
            throw failure("lock", e);
        } finally {
            ONE_THREAD.unlock();
        }
    }

    /** Puts {@code bytes} in the place of the file; call it locked. */
    void replace(byte[] bytes) {
        replace(bytes, true);
    }

    /** The same without keeping the one before; call it locked. */
    void replaceForGood(byte[] bytes) {
        replace(bytes, false);
    }

    private void replace(byte[] bytes, boolean keepingBackup) {
        Path fresh = sibling(".new");
        try {
            Files.deleteIfExists(fresh);
            write(fresh, bytes);
            if (keepingBackup) {
                keepBackup();
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    /**
     * Copies it to a name of its own beside it, which is returned; a number follows where there is
     * such a file already. Call it locked.
     */
    Path keepAs(String suffix) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new VaultException(
                    VaultException.Kind.MISPLACED, file + " is no ordinary file, and stays");
        }
        var kept = new SafeFile(sibling(suffix));
        for (int i = 2; kept.exists(); i++) {
            kept = new SafeFile(sibling(suffix + "-" + i));
        }
        try {
            kept.createOnce(Files.readAllBytes(file));
        } catch (IOException e) {
            throw failure("read", e);
        }
        return kept.path();
    }

    /** Writes a file where none is, whole and on the disk when this returns. */
    void createOnce(byte[] bytes) {
        if (exists()) {
            throw new VaultException(
                    VaultException.Kind.MISPLACED, "there is a file " + file + " already");
        }
        // A folder that is made here would stand where a disk should have been mounted.
        if (!Files.isDirectory(folder())) {
            throw new VaultException(
                    VaultException.Kind.MISPLACED, "there is no folder " + folder());
        }
        try {
            write(file, bytes);
            forceFolder();
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    private void createFolder() throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
        }
    }

    private FileChannel openLock() throws IOException {
        return open(sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void write(Path target, byte[] bytes) throws IOException {
        try (var channel = open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private FileChannel open(Path target, OpenOption... options) throws IOException {
        return FileChannel.open(target, Set.of(options), ownerOnly(folder(), "rw-------"));
    }

    /** By a second name for the file as it is, so that there is no moment without either. */
    private void keepBackup() throws IOException {
        if (!exists()) {
            return;
        }
        Path second = sibling(".bak.new");
        Files.deleteIfExists(second);
        try {
            Files.createLink(second, file);
        } catch (UnsupportedOperationException | IOException e) {
            write(second, Files.readAllBytes(file));
        }
        Files.move(second, backup(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void forceFolder() throws IOException {
        try (var channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            // Windows opens no folders; there the rename is journalled.
            if (isPosix(folder())) {
                throw e;
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder, String permissions) {
        if (!isPosix(folder)) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private VaultException failure(String verb, IOException e) {
        return new VaultException(
                VaultException.Kind.STORAGE, "cannot " + verb + " " + file + ": " + reason(e), e);
    }

    private static String reason(IOException e) {
        String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        String usual = e instanceof AccessDeniedException ? "permission denied" : e.toString();
        return Objects.requireNonNullElse(said, usual);
    }
}
