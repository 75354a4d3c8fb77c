package countersign.authenticator;

import countersign.vault.Vault;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        description = {
            "Writes the vault to a new file, opens that again and compares it.",
            "The vault's passphrase of today opens it, also after a change. authenticator restore"
                    + " brings it back, and the web app opens it too."
        })
final class BackupCommand extends VaultCommand {
    @Parameters(paramLabel = "FILE", description = "The file to make; there must be none yet.")
    private Path file = Path.of("");

    BackupCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        try (Vault vault = open()) {
            vault.copyTo(file);
            int accounts = live(vault.entries()).size();
            if (isJson()) {
                Format.print(
                        out(),
                        json -> {
                            json.writeStringField("File", file.toString());
                            json.writeNumberField("Accounts", accounts);
                        });
            } else {
                out().println(
                                "backed up "
                                        + Format.count(accounts, "account")
                                        + " to "
                                        + file
                                        + ", read back and compared");
            }
        }
        return 0;
    }
}
