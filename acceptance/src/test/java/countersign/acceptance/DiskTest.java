package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that fills up or turns read-only under a running server. Uses a small file system of its
 * own, which only root may mount.
 */
class DiskTest {
    @TempDir Path folder;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        mounted =
                run(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=6m",
                                "tmpfs",
                                folder.resolve("data").toString())
                        == 0;
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) run("umount", "-l", folder.resolve("data").toString());
    }

    private static int run(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void aFullDiskIsAnsweredWith503AndNothingIsLostWhenThereIsRoomAgain() throws Exception {
        assumeTrue(mounted, "may not mount a file system here");
        try (Server server = Server.sandbox(folder)) {
            Server.Account before = server.account("before@example.com");
            Path filler = folder.resolve("data").resolve("filler");
            fill(filler);
            assertThat(create(server, "during@example.com")).isEqualTo(503);
            assertThat(server.get(server.managementUrl() + "/health/live").statusCode())
                    .isEqualTo(200);
            Files.delete(filler);
            assertThat(create(server, "after@example.com")).isEqualTo(201);
            assertThat(server.now(before)).isNotNull();
            server.kill9();
            server.restart();
            assertThat(create(server, "during@example.com")).isEqualTo(201);
        }
    }

    @Test
    void aServerDoesNotStartOnAReadOnlyDiskAndSaysWhyInOneLine() throws Exception {
        assumeTrue(mounted, "may not mount a file system here");
        try (Server server = Server.sandbox(folder)) {
            server.account("before@example.com");
            assertThat(server.stop()).isZero();
        }
        assertThat(remount("ro")).isZero();
        var refused = serve(folder.resolve("data"));
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(refused.err()).contains("read-only");
        assertThat(remount("rw")).isZero();
    }

    private Program.Result serve(Path data) {
        return Program.run(
                Program.SERVER,
                Map.of("XDG_CONFIG_HOME", folder.resolve("config").toString()),
                "",
                List.of(
                        "serve",
                        "--sandbox",
                        "--port",
                        "0",
                        "--management-port",
                        "0",
                        "--data",
                        data.toString()));
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAloneAndSaidInOneLine() throws Exception {
        Path data = folder.resolve("elsewhere");
        Files.createDirectories(data);
        Files.writeString(
                data.resolve("countersign.db"),
                "this is no database, but long enough ".repeat(200));
        var result = serve(data);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).startsWith("countersign: the database ");
        assertThat(Files.readString(data.resolve("countersign.db")))
                .startsWith("this is no database");
    }

    private int remount(String mode) throws IOException, InterruptedException {
        return run("mount", "-o", "remount," + mode, folder.resolve("data").toString());
    }

    private static void fill(Path filler) throws IOException {
        byte[] block = new byte[4_096];
        try (var out = Files.newOutputStream(filler)) {
            while (true) out.write(block);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int create(Server server, String email) {
        return server.post(
                        "/_sandbox/accounts", "{\"Email\":\"%s\",\"Name\":\"X\"}".formatted(email))
                .statusCode();
    }
}
