package countersign.authenticator;

import countersign.vault.Entry;
import countersign.vault.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rename", description = "Calls an account something else; its codes stay the same.")
final class RenameCommand extends VaultCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "NEW_NAME", description = "What to call it.")
    private String newName = "";

    RenameCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        try (Vault vault = open()) {
            change(
                    vault,
                    entries -> {
                        Entry entry = find(entries, name);
                        refuseTaken(entries, newName);
                        return with(entries, entry, this::renamed);
                    });
            report("renamed " + name + " to", find(vault.entries(), newName));
        }
        return 0;
    }

    private Entry renamed(Entry entry) {
        try {
            return entry.named(newName);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }
}
