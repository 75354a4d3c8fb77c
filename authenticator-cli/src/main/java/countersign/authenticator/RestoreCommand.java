package countersign.authenticator;

import countersign.vault.Entry;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        description = {
            "Puts a backup in the place of the vault, after asking.",
            "The passphrase is the backup's. The vault that was there stays beside it, under a name"
                + " that ends in .replaced- and the time. To add a backup's accounts to the vault"
                + " instead: authenticator import."
        })
final class RestoreCommand extends VaultCommand {
    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    RestoreCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        byte[] backup = InputFile.read(file);
        Path path = vaultOptions.path(surroundings);
        if (!Vault.isVault(backup)) {
            throw new CommandFailure(file + " is no backup of a vault");
        }
        try (Passphrase passphrase =
                vaultOptions.passphrase(surroundings, "Passphrase of the backup: ")) {
            int accounts = live(Vault.contents(backup, passphrase).entries()).size();
            if (Vault.exists(path)) {
                agree(
                        yes,
                        "Replace the vault at "
                                + path
                                + " with "
                                + Format.count(accounts, "account")
                                + "?",
                        "nothing was restored");
            }
            var restored = Vault.restore(backup, path, passphrase, surroundings.time().now());
            restored.replaced().ifPresent(replaced -> carryOver(replaced, path, passphrase));
            report(live(restored.contents().entries()).size(), path, restored.replaced());
        }
        return 0;
    }

    /** What was given before the restore must not be given again as fresh. */
    private void carryOver(Path replaced, Path path, Passphrase passphrase) {
        Optional<Vault> opened = vaultOptions.openReplaced(surroundings, replaced, passphrase);
        if (opened.isEmpty()) {
            warn(
                    replaced
                            + " does not open here, so codes that it gave may be given again by"
                            + " --fresh and by aws, and the counters are those of the backup");
            return;
        }
        try (Vault old = opened.get();
                Vault vault = Vault.open(path, passphrase, surroundings.random())) {
            vault.update(entries ->
                    entries.stream().map(entry -> atLeast(entry, old.entries())).toList());
        }
    }

    private static Entry atLeast(Entry entry, List<Entry> before) {
        Entry latest = entry;
        for (Entry one : before) {
            latest = one.isTwinOf(entry) ? latest.atLeast(one) : latest;
        }
        return latest;
    }

    private void report(int accounts, Path path, Optional<Path> replaced) {
        if (isJson()) {
            Format.print(
                    out(),
                    json -> {
                        json.writeStringField("Vault", path.toString());
                        json.writeNumberField("Accounts", accounts);
                        if (replaced.isPresent()) {
                            json.writeStringField("Replaced", replaced.get().toString());
                        }
                    });
        } else {
            out().println("restored " + Format.count(accounts, "account") + " to " + path);
            replaced.ifPresent(kept -> out().println("the vault that was there is " + kept));
        }
    }
}
