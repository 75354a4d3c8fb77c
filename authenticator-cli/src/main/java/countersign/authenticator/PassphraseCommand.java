package countersign.authenticator;

import countersign.vault.Passphrase;
import countersign.vault.SealedFile;
import countersign.vault.Vault;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "passphrase",
        description = {
            "Changes the vault's passphrase, and seals everything under a new key.",
            "Backups made before, and the vault's .bak file until the next change, are still opened"
                    + " by the old one. The present passphrase is asked for also while the vault"
                    + " is unlocked, and it is locked afterwards."
        })
final class PassphraseCommand extends VaultCommand {
    @Option(
            names = "--new-passphrase-file",
            paramLabel = "FILE",
            description = "Read the new passphrase from the first line of this file.")
    private @Nullable Path newFile;

    PassphraseCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        Path path = vaultOptions.path(surroundings);
        try (Vault vault = warned(vaultOptions.openByPassphrase(surroundings));
                Passphrase passphrase =
                        VaultOptions.fresh(surroundings, newFile, "New passphrase")) {
            vault.changePassphrase(passphrase, surroundings.newVaultCost());
            // Both are of the old key.
            AgentClient.of(surroundings, path).end();
            SealedFile.removeAll(path, AwsCommand.SESSIONS);
            if (isJson()) {
                Format.print(
                        out(), json -> json.writeNumberField("Generation", vault.generation()));
            } else {
                out().println("changed the passphrase");
            }
        }
        return 0;
    }
}
