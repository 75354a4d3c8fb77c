package countersign.authenticator;

import countersign.vault.Passphrase;
import countersign.vault.Vault;
import countersign.vault.VaultException;
import countersign.vault.VaultKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which vault, and what opens it: the options that all commands share. */
final class VaultOptions {
    private static final int LONGEST_PASSPHRASE_BYTES = 4096;
    private static final int COMFORTABLE_CHARACTERS = 8;

    @Option(names = "--vault", paramLabel = "FILE", description = "The vault to use.")
    private @Nullable Path vault;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Read the vault's passphrase from the first line of this file.")
    private @Nullable Path passphraseFile;

    boolean isThere(Surroundings surroundings) {
        return Vault.exists(path(surroundings));
    }

    /** By the passphrase when one is given, else by the session agent, else asking. */
    Vault open(Surroundings surroundings) {
        return open(surroundings, "");
    }

    /** The same; whoever is asked for the passphrase is told {@code why} before. */
    Vault open(Surroundings surroundings, String why) {
        Optional<Vault> unlocked =
                isAsked(surroundings) ? openByAgent(surroundings) : Optional.empty();
        return unlocked.orElseGet(() -> openByPassphrase(surroundings, why));
    }

    private Optional<Vault> openByAgent(Surroundings surroundings) {
        Path path = path(surroundings);
        var agent = AgentClient.of(surroundings, path);
        try (VaultKey key = agent.key().orElse(null)) {
            return key == null || !Vault.exists(path)
                    ? Optional.empty()
                    : Optional.of(Vault.open(path, key, surroundings.random()));
        } catch (VaultException e) {
            if (e.kind() != VaultException.Kind.WRONG_KEY) {
                throw e;
            }
            agent.end();
            surroundings
                    .streams()
                    .err()
                    .println("authenticator: warning: " + e.getMessage() + ": locked now");
            return Optional.empty();
        }
    }

    /** A vault that another took the place of: by this passphrase, or by the session agent. */
    Optional<Vault> openReplaced(Surroundings surroundings, Path replaced, Passphrase passphrase) {
        try {
            return Optional.of(Vault.open(replaced, passphrase, surroundings.random()));
        } catch (VaultException e) {
            if (e.kind() != VaultException.Kind.WRONG_PASSPHRASE) {
                return Optional.empty();
            }
        }
        try (VaultKey key = AgentClient.of(surroundings, path(surroundings)).key().orElse(null)) {
            return key == null
                    ? Optional.empty()
                    : Optional.of(Vault.open(replaced, key, surroundings.random()));
        } catch (VaultException e) {
            return Optional.empty();
        }
    }

    /** Whoever wants more than codes shows that they know it. */
    Vault openByPassphrase(Surroundings surroundings) {
        return openByPassphrase(surroundings, "");
    }

    private Vault openByPassphrase(Surroundings surroundings, String why) {
        Path path = path(surroundings);
        if (!Vault.exists(path)) {
            throw new CommandFailure(
                    "there is no vault at " + path + ": authenticator add makes one");
        }
        String prompt = why + "Passphrase of the vault " + path + ": ";
        try (Passphrase passphrase = passphrase(surroundings, prompt)) {
            return Vault.open(path, passphrase, surroundings.random());
        }
    }

    /** For the first account: makes the vault, and asks for its passphrase twice. */
    Vault openOrCreate(Surroundings surroundings) {
        Path path = path(surroundings);
        if (Vault.exists(path)) {
            return open(surroundings);
        }
        var err = surroundings.streams().err();
        err.println("making a new vault at " + path);
        try (Passphrase passphrase = passphrase(surroundings, "New passphrase: ")) {
            if (passphrase.characters() < COMFORTABLE_CHARACTERS) {
                err.println(
                        "authenticator: warning: the passphrase is short: whoever copies the vault"
                                + " can guess it");
            }
            if (isAsked(surroundings)) {
                confirm(surroundings, passphrase);
            }
            return Vault.create(
                    path, passphrase, surroundings.newVaultCost(), surroundings.random());
        }
    }

    /** A new passphrase, typed twice, or the first line of a file. */
    static Passphrase fresh(Surroundings surroundings, @Nullable Path file, String what) {
        Passphrase passphrase = file == null ? ask(surroundings, what + ": ") : fromFile(file);
        if (passphrase.characters() < COMFORTABLE_CHARACTERS) {
            surroundings
                    .streams()
                    .err()
                    .println(
                            "authenticator: warning: the passphrase is short: whoever copies the"
                                    + " file can guess it");
        }
        if (file == null) {
            confirm(surroundings, passphrase);
        }
        return passphrase;
    }

    /** The password of another file, as the characters that were typed. */
    static char[] foreign(Surroundings surroundings, @Nullable Path file, String prompt) {
        if (file != null) {
            return line(file);
        }
        if (!surroundings.terminal().canAsk()) {
            throw new CommandFailure(
                    "there is no terminal to ask for the password of a file: give"
                            + " --file-password");
        }
        return surroundings.terminal().readHidden(prompt);
    }

    Path path(Surroundings surroundings) {
        Map<String, String> environment = surroundings.environment();
        if (vault != null) {
            return vault;
        }
        String named = environment.getOrDefault("COUNTERSIGN_VAULT", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path folder = data.isEmpty() ? surroundings.home().resolve(".local/share") : Path.of(data);
        return folder.resolve("countersign").resolve("vault");
    }

    Passphrase passphrase(Surroundings surroundings, String prompt) {
        if (passphraseFile != null) {
            return fromFile(passphraseFile);
        }
        String given = given(surroundings);
        return given.isEmpty() ? ask(surroundings, prompt) : copy(given.toCharArray());
    }

    private boolean isAsked(Surroundings surroundings) {
        return passphraseFile == null && given(surroundings).isEmpty();
    }

    private static String given(Surroundings surroundings) {
        return surroundings.environment().getOrDefault("COUNTERSIGN_VAULT_PASSPHRASE", "");
    }

    private static Passphrase ask(Surroundings surroundings, String prompt) {
        if (!surroundings.terminal().canAsk()) {
            throw new CommandFailure(
                    "there is no terminal to ask for the passphrase: give --passphrase-file or"
                            + " COUNTERSIGN_VAULT_PASSPHRASE, or authenticator unlock before");
        }
        return copy(surroundings.terminal().readHidden(prompt));
    }

    private static void confirm(Surroundings surroundings, Passphrase first) {
        try (Passphrase second = ask(surroundings, "The same again: ")) {
            if (!first.equals(second)) {
                throw new CommandFailure("the two passphrases differ; nothing was written");
            }
        }
    }

    private static Passphrase fromFile(Path file) {
        return copy(line(file));
    }

    private static char[] line(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_PASSPHRASE_BYTES);
            CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            Arrays.fill(bytes, (byte) 0);
            int end = 0;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            char[] line = new char[end];
            text.get(line);
            return line;
        } catch (IOException e) {
            throw new CommandFailure("the passphrase file " + file + " cannot be read");
        }
    }

    private static Passphrase copy(char[] characters) {
        if (characters.length == 0) {
            throw new CommandFailure("the passphrase is empty");
        }
        try {
            return Passphrase.copyOf(characters);
        } finally {
            Arrays.fill(characters, ' ');
        }
    }
}
