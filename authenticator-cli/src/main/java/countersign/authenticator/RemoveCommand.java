package countersign.authenticator;

import countersign.vault.Entry;
import countersign.vault.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = {
            "Moves an account to the trash, after asking.",
            "It gives no codes from there. trash --restore NAME brings it back for 30 days;"
                    + " the first change after those removes it for good. Deactivate the device"
                    + " first, where it is used."
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
        try (Vault vault = open()) {
            Entry entry = find(vault.entries(), name);
            agree(yes, "Move " + label(entry) + " to the trash?", "nothing was removed");
            var now = surroundings.time().now();
            change(vault, entries -> with(entries, entry, one -> one.trashedAt(now)));
            report("removed", entry);
        }
        return 0;
    }

    private static String label(Entry entry) {
        String description = Format.describe(entry).strip();
        return description.isEmpty() ? entry.name() : entry.name() + " (" + description + ")";
    }
}
