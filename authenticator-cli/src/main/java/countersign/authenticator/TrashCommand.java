package countersign.authenticator;

import countersign.vault.Entry;
import countersign.vault.Vault;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "trash",
        description = {
            "Lists what was removed in the last 30 days, or brings it back.",
            "Who has several accounts of one name there gets back the one removed last."
        })
final class TrashCommand extends VaultCommand {
    @Option(
            names = "--restore",
            paramLabel = "NAME",
            description = "Bring this account back to where it was in the list.")
    private @Nullable String restored;

    TrashCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        try (Vault vault = open()) {
            if (restored == null) {
                list(vault.entries().stream().filter(Entry::isTrashed).toList());
            } else {
                restore(vault, restored);
            }
        }
        return 0;
    }

    private void list(List<Entry> trashed) {
        if (isJson()) {
            Format.print(
                    out(),
                    json -> {
                        json.writeArrayFieldStart("Trash");
                        for (Entry entry : trashed) {
                            json.writeStartObject();
                            Format.writeAccount(json, entry);
                            json.writeStringField("Deleted", entry.deleted().orElseThrow() + "");
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                    });
            return;
        }
        for (Entry entry : trashed) {
            var until = entry.deleted().orElseThrow().plus(Entry.IN_TRASH);
            out().println(entry.name() + "  kept until " + until);
        }
    }

    private void restore(Vault vault, String name) {
        change(
                vault,
                entries -> {
                    Entry entry = trashed(entries, name);
                    refuseTaken(entries, name);
                    return with(entries, entry, Entry::restored);
                });
        report("restored", find(vault.entries(), name));
    }

    private static Entry trashed(List<Entry> entries, String name) {
        Optional<Entry> latest =
                entries.stream()
                        .filter(entry -> entry.isTrashed() && entry.name().equals(name))
                        .max(
                                java.util.Comparator.comparing(
                                        entry -> entry.deleted().orElseThrow()));
        return latest.orElseThrow(() ->
                new CommandFailure(
                        "there is no account named "
                                + name
                                + " in the trash (see: authenticator trash)"));
    }
}
