package countersign.authenticator;

import countersign.vault.Entry;
import countersign.vault.Vault;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Lists the accounts, without their keys and codes.")
final class ListCommand extends VaultCommand {
    ListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        try (Vault vault = open()) {
            if (isJson()) {
                printJson(live(vault.entries()));
            } else {
                printTable(live(vault.entries()));
            }
        }
        return 0;
    }

    private void printJson(List<Entry> entries) {
        Format.print(
                out(),
                json -> {
                    json.writeArrayFieldStart("Accounts");
                    for (Entry entry : entries) {
                        json.writeStartObject();
                        Format.writeAccount(json, entry);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private void printTable(List<Entry> entries) {
        if (entries.isEmpty()) {
            err().println("the vault is empty (see: authenticator add --help)");
        }
        int width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
        for (Entry entry : entries) {
            String padding = " ".repeat(width - entry.name().length() + 2);
            out().println((entry.name() + padding + Format.describe(entry)).stripTrailing());
        }
    }
}
