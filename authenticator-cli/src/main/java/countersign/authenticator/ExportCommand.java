package countersign.authenticator;

import countersign.qr.QrCode;
import countersign.vault.Entry;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import countersign.vault.exchange.Exporter;
import countersign.vault.exchange.GoogleExport;
import countersign.vault.exchange.Skipped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Writes the accounts for another program, into a new file that only its owner reads.",
            "backup and aegis are sealed by a password of their own. aegis-plain, otpauth (a list"
                + " of URIs) and google (PNG pictures of QR codes: FILE-1.png and so on) are not:"
                + " whoever reads them makes every code, so a word has to be typed first."
        })
final class ExportCommand extends VaultCommand {
    private static final int MODULE_PIXELS = 6;
    private static final String WORD = "unsealed";

    /** What can be written. */
    enum Target {
        BACKUP,
        AEGIS,
        AEGIS_PLAIN,
        OTPAUTH,
        GOOGLE;

        boolean isSealed() {
            return this == BACKUP || this == AEGIS;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(paramLabel = "FILE", description = "The file to make; there must be none yet.")
    private Path file = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FORMAT",
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private Target target = Target.BACKUP;

    @Option(
            names = "--file-password",
            paramLabel = "FILE",
            description =
                    "Read the password that seals the export from the first line of this file.")
    private @Nullable Path password;

    ExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        try (Vault vault = open()) {
            List<Entry> entries = live(vault.entries());
            if (!target.isSealed()) {
                confirmUnsealed();
            }
            List<Skipped> leftOut =
                    target == Target.GOOGLE ? writeGoogle(entries) : writeOne(entries);
            report(entries.size() - leftOut.size(), leftOut);
            return leftOut.isEmpty() ? 0 : 1;
        }
    }

    private void confirmUnsealed() {
        warn("this export is not sealed: whoever reads it makes every code");
        if (!surroundings.terminal().canAsk()) {
            throw new CommandFailure("an unsealed export wants a word typed on a terminal");
        }
        String typed = surroundings.terminal().readLine("Type " + WORD + " to go on: ");
        if (!typed.strip().equals(WORD)) {
            throw new CommandFailure("nothing was exported");
        }
    }

    private List<Skipped> writeOne(List<Entry> entries) {
        byte[] bytes =
                switch (target) {
                    case BACKUP -> backup(entries);
                    case AEGIS -> aegis(entries);
                    case AEGIS_PLAIN -> Exporter.aegis(entries);
                    case OTPAUTH, GOOGLE -> Exporter.uris(entries);
                };
        Vault.writeOnce(file, bytes);
        Arrays.fill(bytes, (byte) 0);
        return List.of();
    }

    private byte[] backup(List<Entry> entries) {
        try (Passphrase passphrase =
                VaultOptions.fresh(surroundings, password, "Passphrase of the backup")) {
            return Vault.sealed(
                    entries, passphrase, surroundings.newVaultCost(), surroundings.random());
        }
    }

    private byte[] aegis(List<Entry> entries) {
        char[] typed = VaultOptions.foreign(surroundings, password, "Password of the export: ");
        char[] again =
                password == null
                        ? VaultOptions.foreign(surroundings, null, "The same again: ")
                        : typed;
        try {
            if (typed.length == 0 || !Arrays.equals(typed, again)) {
                throw new CommandFailure(
                        "the password is empty, or the two differ; nothing was exported");
            }
            return Exporter.aegis(entries, typed, surroundings.random());
        } finally {
            Arrays.fill(typed, ' ');
            Arrays.fill(again, ' ');
        }
    }

    private List<Skipped> writeGoogle(List<Entry> entries) {
        GoogleExport export = GoogleExport.of(entries, surroundings.random());
        var pictures = new ArrayList<Path>();
        for (int i = 1; i <= export.uris().size(); i++) {
            pictures.add(file.resolveSibling(file.getFileName() + "-" + i + ".png"));
        }
        for (int i = 0; i < pictures.size(); i++) {
            Vault.writeOnce(pictures.get(i), QrCode.of(export.uris().get(i)).png(MODULE_PIXELS));
        }
        return export.leftOut();
    }

    private String written() {
        return target == Target.GOOGLE ? file + "-1.png and so on" : file.toString();
    }

    private void report(int exported, List<Skipped> leftOut) {
        leftOut.forEach(one -> warn(one.name() + " was left out: " + one.why()));
        if (isJson()) {
            Format.print(
                    out(),
                    json -> {
                        json.writeStringField("File", file.toString());
                        json.writeNumberField("Accounts", exported);
                        Format.writeSkipped(json, "LeftOut", leftOut);
                    });
        } else {
            out().println("exported " + Format.count(exported, "account") + " to " + written());
        }
    }
}
