package countersign.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    private SqliteStore store() {
        return SqliteStore.open(folder.resolve("data").resolve("countersign.db"), "test");
    }

    @Test
    void isMadeForItsOwnerOnly() throws Exception {
        KeyFile file = new KeyFile(folder.resolve("new").resolve("key"));
        file.create(random);
        assertThat(Files.getPosixFilePermissions(file.path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(file.read().all()).hasSize(1);
    }

    @Test
    void twoStartersCannotMakeTwo() throws Exception {
        Path path = folder.resolve("key");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Set<Thread> starters = new HashSet<>();
        for (int starter = 0; starter < 16; starter++) {
            starters.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                KeyFile file = new KeyFile(path);
                                file.create(random);
                                seen.add(file.read().all().getFirst().revealForKeyFile());
                            }));
        }
        for (Thread starter : starters) starter.join();
        assertThat(seen).hasSize(1);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void isRefusedWhenOthersCanReadIt() throws Exception {
        KeyFile file = new KeyFile(folder.resolve("key"));
        file.create(random);
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(file::read)
                .isInstanceOf(OperatorError.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aCredentialThatSystemdLendsMayShowItsAccessListAsAGroup() throws Exception {
        Path credentials = Files.createDirectories(folder.resolve("credentials"));
        KeyFile plain = new KeyFile(credentials.resolve("countersign.key"));
        plain.create(random);
        Files.setPosixFilePermissions(plain.path(), PosixFilePermissions.fromString("r--r-----"));
        Map<String, String> environment = Map.of("CREDENTIALS_DIRECTORY", credentials.toString());
        assertThat(KeyFile.standard(environment, "any").read().all()).hasSize(1);
        Files.setPosixFilePermissions(plain.path(), PosixFilePermissions.fromString("r--r--r--"));
        assertThatThrownBy(() -> KeyFile.standard(environment, "any").read())
                .isInstanceOf(OperatorError.class);
    }

    @Test
    void aSealedDatabaseWithoutItsKeyFileNeverGetsANewOne() throws Exception {
        KeyFile file = new KeyFile(folder.resolve("key"));
        try (SqliteStore store = store()) {
            Keys.open(file, store.installation(), random);
        }
        Files.delete(file.path());
        try (SqliteStore store = store()) {
            assertThatThrownBy(() -> Keys.open(file, store.installation(), random))
                    .isInstanceOf(OperatorError.class)
                    .hasMessageContaining("is missing");
        }
        assertThat(file.exists()).isFalse();
    }

    @Test
    void theKeyOfAnotherDatabaseIsRefused() {
        KeyFile other = new KeyFile(folder.resolve("other"));
        other.create(random);
        try (SqliteStore store = store()) {
            Keys.open(new KeyFile(folder.resolve("key")), store.installation(), random);
            assertThatThrownBy(() -> Keys.open(other, store.installation(), random))
                    .isInstanceOf(OperatorError.class)
                    .hasMessageContaining("not the one");
        }
    }

    @Test
    void aFileThatHoldsNoKeyIsSaidWithoutItsContent() throws Exception {
        Path path = folder.resolve("key");
        Files.writeString(path, "hunter2 is my password\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> new KeyFile(path).read())
                .isInstanceOf(OperatorError.class)
                .hasMessageNotContaining("hunter2");
    }
}
