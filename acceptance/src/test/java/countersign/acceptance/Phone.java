package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import countersign.vault.Argon2Cost;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our authenticator, as a person uses it: a command with a vault of its own. */
final class Phone {
    private static final String PASSPHRASE = "a passphrase of the test";

    /** The least that a vault may cost to open: its strength is not what is tested here. */
    private static final Argon2Cost CHEAP = new Argon2Cost(1, 8 * 1024, 1);

    private final Map<String, String> environment;

    Phone(Path folder) {
        Path vault = folder.resolve("phone.vault");
        try (var passphrase = Passphrase.copyOf(PASSPHRASE.toCharArray())) {
            Vault.create(vault, passphrase, CHEAP, new SecureRandom()).close();
        }
        this.environment =
                Map.of(
                        "COUNTERSIGN_VAULT",
                        vault.toString(),
                        "COUNTERSIGN_VAULT_PASSPHRASE",
                        PASSPHRASE);
    }

    private Program.Result run(String input, List<String> words) {
        return Program.run(Program.AUTHENTICATOR, environment, input, words);
    }

    void addFromPicture(String name, Path picture) {
        run("", List.of("add", name, "--qr", picture.toString())).ok();
    }

    /** As a person does who reads the key off the screen. */
    void addByHand(String name, String onScreen) {
        String secretKey = onScreen.strip().replaceAll("\\s+", " ");
        String shown =
                Program.onATerminal(
                                Program.AUTHENTICATOR,
                                environment,
                                List.of(secretKey, "Amazon Web Services", "root"),
                                List.of("add", name))
                        .ok();
        assertThat(shown).contains("Secret key").doesNotContain(secretKey);
    }

    /** The code that is shown at {@code at}. */
    String code(String name, Instant at) {
        return json(name, at).get("Code").asText();
    }

    /** The code shown at {@code at} and the one after it. */
    List<String> pair(String name, Instant at) {
        JsonNode pair = json(name, at, "--pair");
        return List.of(pair.get("Code1").asText(), pair.get("Code2").asText());
    }

    private JsonNode json(String name, Instant at, String... more) {
        List<String> words = new ArrayList<>(List.of("code", name, "--format", "json"));
        words.addAll(List.of("--at", at.toString()));
        words.addAll(List.of(more));
        try {
            return Server.JSON.readTree(run("", words).ok());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
