package countersign.authenticator;

import countersign.vault.Entry;
import countersign.vault.Vault;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = {
            "Removes an account from the vault, after asking.",
            "Nobody can make its codes from this vault any more: deactivate the device first, where"
                    + " it is used. The generation before stays in the vault's .bak file until the"
                    + " next change."
        })
final class RemoveCommand extends VaultCommand {
    @Parameters(paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    RemoveCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        try (Vault vault = vaultOptions.open(surroundings)) {
            Entry entry = find(vault.entries(), name);
            if (!yes && !agreed(entry)) {
                throw new CommandFailure("nothing was removed");
            }
            vault.update(entries ->
                    entries.stream().filter(one -> !one.id().equals(entry.id())).toList());
            report("removed", entry);
        }
        return 0;
    }

    private boolean agreed(Entry entry) {
        if (!surroundings.terminal().canAsk()) {
            throw new CommandFailure("there is no terminal to ask whether to remove: say --yes");
        }
        String answer =
                surroundings
                        .terminal()
                        .readLine("Remove " + label(entry) + "? Its codes are lost. [y/N] ");
        return answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    private static String label(Entry entry) {
        String description = Format.describe(entry).strip();
        return description.isEmpty() ? entry.name() : entry.name() + " (" + description + ")";
    }
}
