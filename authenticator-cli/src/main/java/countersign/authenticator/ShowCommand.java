package countersign.authenticator;

import countersign.qr.QrCode;
import countersign.vault.Entry;
import countersign.vault.Vault;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = {
            "Shows an account, without its key.",
            "With --qr also the QR code that puts it on another device. Whoever sees that has the"
                + " key, so it asks first, and shows it on a terminal only, until a key is pressed."
        })
final class ShowCommand extends VaultCommand {
    @Parameters(paramLabel = "NAME", description = "The account.")
    private String name = "";

    @Option(names = "--qr", description = "Show its QR code, after asking.")
    private boolean qr;

    ShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        try (Vault vault = open()) {
            Entry entry = find(vault.entries(), name);
            if (isJson()) {
                Format.print(out(), json -> Format.writeAccount(json, entry));
            } else {
                out().println(entry.name());
                out().println(Format.describe(entry).strip());
                entry.lastUsed().ifPresent(at -> out().println("last used " + at));
            }
            if (qr) {
                showQr(entry);
            }
        }
        return 0;
    }

    private void showQr(Entry entry) {
        if (!surroundings.terminal().canAsk() || !surroundings.terminal().showsOutput()) {
            throw new CommandFailure("a QR code is shown on a terminal only");
        }
        agree(
                false,
                "Whoever sees the QR code can make the codes of " + entry.name() + ". Show it?",
                "it was not shown");
        List<String> lines = QrCode.of(entry.account().write()).terminal().lines().toList();
        try (Surroundings.Screen screen = surroundings.terminal().screen()) {
            if (lines.size() > screen.rows()) {
                throw new CommandFailure(
                        "the QR code has "
                                + lines.size()
                                + " lines, and the terminal "
                                + screen.rows()
                                + ": make it larger");
            }
            screen.show(lines);
            while (screen.key() == 0) {
                // It stays until a key is pressed.
            }
        }
    }
}
