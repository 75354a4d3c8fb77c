package countersign.authenticator;

import countersign.vault.Entry;
import countersign.vault.Vault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {
            "Shows the accounts with their codes, and how long each is good for, until q.",
            "With --once, or when standard output is no terminal, it lists the accounts without"
                    + " codes and ends. A code that is only shown does not count as given: what"
                    + " --fresh and aws give may be one that was seen here."
        })
final class ListCommand extends VaultCommand {
    @Option(names = "--once", description = "Print the accounts, without codes, and end.")
    private boolean once;

    ListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        try (Vault vault = open()) {
            List<Entry> entries = live(vault.entries());
            if (isJson()) {
                printJson(entries);
            } else if (once || entries.isEmpty() || !surroundings.terminal().showsOutput()) {
                printTable(entries);
            } else {
                try (Surroundings.Screen screen = surroundings.terminal().screen()) {
                    new LiveList(entries).run(screen, surroundings.time());
                }
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
