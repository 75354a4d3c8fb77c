package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.vault.Passphrase;
import countersign.vault.Vault;
import countersign.vault.VaultKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session agent: what it opens, for how long, and what makes it useless. */
class UnlockTest extends Transcript {
    @BeforeEach
    void addRootAndForgetThePassphrase() {
        add("root");
        environment.clear();
        hasTerminal = true;
    }

    @Test
    void asksOnceAndNotAgainUntilItsTimeIsOver() {
        unlock("unlock", "--for", "15m");
        assertThat(out).isEqualTo("unlocked until 2025-01-01T00:14:59Z\n");
        assertThat(run("code", "root")).isZero();
        assertThat(out).isEqualTo("774016\n");
        now = now.plus(Duration.ofMinutes(15)).minusSeconds(1);
        assertThat(run("rename", "root", "home")).as("a change, too").isZero();

        now = now.plusSeconds(1);
        typed.add("correct horse");
        assertThat(run("list")).isZero();
        assertThat(typed).as("asked again").isEmpty();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void lockEndsIt() {
        unlock("unlock");
        assertThat(run("lock")).isZero();
        assertThat(out).isEqualTo("locked\n");
        assertThat(socket()).doesNotExist();
        assertThat(run("lock", "--format", "json")).isZero();
        assertThat(out).isEqualTo("{\"WasUnlocked\":false}\n");
        hasTerminal = false;
        assertThat(run("list")).isEqualTo(1);
        assertThat(err).contains("there is no terminal to ask for the passphrase");
    }

    @Test
    void aPassphraseThatIsGivenComesFirst() {
        unlock("unlock");
        environment.put("COUNTERSIGN_VAULT_PASSPHRASE", "correct house");
        assertThat(run("list")).isEqualTo(1);
        assertThat(err).contains("the passphrase does not open this vault");
    }

    @Test
    void aWrongPassphraseUnlocksNothing() {
        typed.add("correct house");
        assertThat(run("unlock")).isEqualTo(1);
        assertThat(socket()).doesNotExist();
    }

    @Test
    void unlockingAgainAsksAgainAndReplacesTheFirst() {
        unlock("unlock", "--for", "1h");
        unlock("unlock", "--for", "1m", "--format", "json");
        assertThat(out).isEqualTo("{\"Until\":\"2025-01-01T00:00:59Z\",\"Allowed\":[]}\n");
        now = now.plus(Duration.ofMinutes(2));
        hasTerminal = false;
        assertThat(run("list")).isEqualTo(1);
    }

    @Test
    void anotherPassphraseLocks() {
        unlock("unlock");
        typed.addAll(List.of("correct horse", "a new horse", "a new horse"));
        assertThat(run("passphrase")).isZero();
        assertThat(typed).as("the present one was asked for although unlocked").isEmpty();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void saysThatThePassphraseWasChangedBehindItsBack() {
        unlock("unlock");
        try (Vault vault = Vault.open(vault(), passphrase("correct horse"), new SecureRandom())) {
            vault.changePassphrase(passphrase("a new horse"), CHEAP);
        }
        typed.add("a new horse");
        assertThat(run("list")).isZero();
        assertThat(err)
                .isEqualTo(
                        "authenticator: warning: the vault's passphrase was changed since it was"
                                + " unlocked: locked now\n");
        assertThat(socket()).doesNotExist();
    }

    @Test
    void saysThatAnotherVaultLiesThere() throws IOException {
        unlock("unlock");
        Files.delete(vault());
        Vault.create(vault(), passphrase("other horse"), CHEAP, new SecureRandom()).close();
        typed.add("other horse");
        assertThat(run("list")).isZero();
        assertThat(err).contains("is another vault than the one that was unlocked: locked now");
    }

    @Test
    void eachVaultHasAnAgentOfItsOwn() {
        environment.put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        unlock("unlock");
        hasTerminal = false;
        assertThat(run("list")).isZero();
        Path other = home.resolve("other");
        Vault.create(other, passphrase("other horse"), CHEAP, new SecureRandom()).close();
        assertThat(run("list", "--vault", other.toString())).isEqualTo(1);
        assertThat(err).contains("there is no terminal to ask");
    }

    @Test
    void nobodyElseCanEnterItsFolder() throws IOException {
        unlock("unlock");
        assertThat(permissions()).isEqualTo("rwx------");
        Files.setPosixFilePermissions(
                socket().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        typed.add("correct horse");
        assertThat(run("list")).isZero();
        assertThat(typed).as("asked, since the folder is not private any more").isEmpty();
        typed.add("correct horse");
        assertThat(run("unlock")).isEqualTo(1);
        assertThat(err).contains("is not yours alone");
    }

    /** What Java calls a user without a name, as in a container that runs with any number. */
    @Test
    void worksForAUserWithoutAName() {
        String name = System.getProperty("user.name");
        System.setProperty("user.name", "?");
        try {
            unlock("unlock");
            assertThat(run("code", "root")).isZero();
            assertThat(out).isEqualTo("774016\n");
        } finally {
            System.setProperty("user.name", name);
        }
    }

    @Test
    void asksForThePassphraseOfWhichVault() {
        unlock("unlock");
        assertThat(asked).containsExactly("Passphrase of the vault " + vault() + ": ");
    }

    @Test
    void saysThatAPathIsTooLongForASocket() {
        environment.put("XDG_RUNTIME_DIR", home.resolve("x".repeat(100)).toString());
        typed.add("correct horse");
        assertThat(run("unlock")).isEqualTo(1);
        assertThat(err).contains("is too long for a socket: set XDG_RUNTIME_DIR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "25h", "15", "m", "-1m", "1d", "99999999h"})
    void refusesLengthsThatAreNone(String length) {
        assertThat(run("unlock", "--for", length)).isEqualTo(2);
        assertThat(err.lines()).hasSize(1);
    }

    /** The real process: it holds the key, is not told it in the open, and ends at its time. */
    @Test
    void theProcessEndsByItself() throws Exception {
        var socket = new AgentSocket(home.resolve("a").resolve("socket"));
        try (Vault vault = Vault.open(vault(), passphrase("correct horse"), new SecureRandom());
                VaultKey key = vault.revealKey()) {
            List<Long> before = ProcessHandle.current().children().map(ProcessHandle::pid).toList();
            Instant until = Instant.now().plusSeconds(3);
            new SystemBackground().start(new AgentMain.Orders(socket, until, key, List.of("work")));
            ProcessHandle process =
                    ProcessHandle.current()
                            .children()
                            .filter(one -> !before.contains(one.pid()))
                            .findFirst()
                            .orElseThrow();
            String secret = key.revealForKeeping().split(" ", 2)[1];
            for (String where : List.of("cmdline", "environ")) {
                Path file = Path.of("/proc", Long.toString(process.pid()), where);
                if (Files.exists(file)) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                            .doesNotContain(secret);
                }
            }
            assertThat(socket.path()).exists();
            process.onExit().get(20, TimeUnit.SECONDS);
            assertThat(socket.path()).doesNotExist();
            assertThat(Instant.now()).isAfterOrEqualTo(until);
        }
    }

    private void unlock(String... arguments) {
        typed.add("correct horse");
        assertThat(run(arguments)).as(err).isZero();
    }

    private Path socket() {
        return vault().resolveSibling("vault.agent").resolve("socket");
    }

    private String permissions() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(socket().getParent()));
    }

    private static Passphrase passphrase(String text) {
        return Passphrase.copyOf(text.toCharArray());
    }
}
