package countersign.authenticator;

import countersign.otp.Hotp;
import countersign.otp.Timed;
import countersign.qr.PictureException;
import countersign.qr.QrReader;
import countersign.vault.Entry;
import countersign.vault.Vault;
import countersign.vault.exchange.ExchangeException;
import countersign.vault.exchange.Importer;
import countersign.vault.exchange.Plan;
import countersign.vault.exchange.Reading;
import countersign.vault.exchange.Skipped;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Adds the accounts of other programs' exports, after showing them.",
            "Beside each new account stands its code of this moment, to be compared with the old"
                + " app before that is removed. Read are lists of otpauth URIs, Google"
                + " Authenticator's QR codes (all pictures of an export at once, in any order),"
                + " Aegis, 2FAS, Ente, Bitwarden, andOTP, FreeOTP+, Stratum, and backups of this"
                + " program; the content tells which.",
            "An account is a duplicate when key, type, algorithm, digits and period are the same,"
                    + " whatever its name."
        })
final class ImportCommand extends VaultCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Exports, or pictures of QR codes.")
    private List<Path> files = List.of();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--strict",
            description = "Add nothing, and exit with 1, when anything would be left out.")
    private boolean strict;

    @Option(
            names = "--file-password",
            paramLabel = "FILE",
            description = "Read the password of sealed exports from the first line of this file.")
    private @Nullable Path password;

    ImportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        Reading reading = read();
        Instant now = surroundings.time().now();
        Plan plan;
        if (vaultOptions.isThere(surroundings)) {
            try (Vault vault = open()) {
                plan = agreed(vault.entries(), reading, now);
                add(vault, plan, reading, now);
            }
        } else {
            // No vault is made for nothing, or before the answer.
            plan = agreed(List.of(), reading, now);
            if (!plan.additions().isEmpty()) {
                try (Vault vault = vaultOptions.openOrCreate(surroundings)) {
                    add(vault, plan, reading, now);
                }
            }
        }
        report(plan, reading.skipped());
        return 0;
    }

    /** What is to be added, after it was shown and agreed to. */
    private Plan agreed(List<Entry> entries, Reading reading, Instant now) {
        Plan plan = Plan.of(entries, reading.found(), now);
        preview(plan, reading.skipped(), now);
        if (strict && !reading.skipped().isEmpty()) {
            throw new CommandFailure("nothing was added, since something would be left out");
        }
        if (!plan.additions().isEmpty()) {
            int count = plan.additions().size();
            agree(yes, "Add " + Format.count(count, "account") + "?", "nothing was added");
        }
        return plan;
    }

    private void report(Plan plan, List<Skipped> skipped) {
        if (isJson()) {
            printJson(plan, skipped);
        } else {
            out().println("added " + Format.count(plan.additions().size(), "account"));
        }
        if (!skipped.isEmpty()) {
            warn(
                    Format.count(skipped.size(), "thing")
                            + " left out: do not remove the old app before you have all");
        }
    }

    /** Planned again on what is in the file now: another program may have added meanwhile. */
    private void add(Vault vault, Plan plan, Reading reading, Instant now) {
        if (plan.additions().isEmpty()) {
            return;
        }
        change(
                vault,
                entries -> {
                    var more = new ArrayList<>(entries);
                    Plan.of(entries, reading.found(), now)
                            .additions()
                            .forEach(addition -> more.add(addition.entry()));
                    return more;
                });
    }

    private Reading read() {
        var importer =
                new Importer((file, format) ->
                        VaultOptions.foreign(
                                surroundings,
                                password,
                                "Password of the " + format + " " + file + ": "));
        for (Path file : files) {
            try {
                importer.read(file.toString(), content(file));
            } catch (ExchangeException e) {
                throw new CommandFailure(file + ": " + e.getMessage());
            }
        }
        return importer.finish();
    }

    /** Of a picture, the texts of its QR codes. */
    private static byte[] content(Path file) {
        byte[] bytes = InputFile.read(file);
        boolean png = bytes.length > 8 && bytes[0] == (byte) 0x89 && bytes[1] == 'P';
        boolean jpeg = bytes.length > 8 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8;
        if (!png && !jpeg) {
            return bytes;
        }
        try {
            List<String> texts = QrReader.read(bytes);
            if (texts.isEmpty()) {
                throw new CommandFailure("no QR code was found in " + file);
            }
            return String.join("\n", texts).getBytes(StandardCharsets.UTF_8);
        } catch (PictureException e) {
            throw new CommandFailure(file + ": " + e.getMessage());
        }
    }

    private void preview(Plan plan, List<Skipped> skipped, Instant now) {
        for (Plan.Addition addition : plan.additions()) {
            Entry entry = addition.entry();
            String renamed = addition.renamed() ? " (its name was taken)" : "";
            err().println("new        " + code(entry, now) + "  " + entry.name() + renamed);
            addition.warnings().forEach(warning -> warn(entry.name() + ": " + warning));
        }
        plan.duplicates().forEach(one -> line("there      ", one));
        skipped.forEach(one -> line("LEFT OUT   ", one));
    }

    private void line(String what, Skipped one) {
        err().println(what + one.name() + ": " + one.why());
    }

    /** Of a counter no code is shown: it would be spent. */
    private static String code(Entry entry, Instant now) {
        return switch (entry.account().method()) {
            case Timed timed -> timed.shownAt(entry.account().seed(), timed.stepAt(now));
            case Hotp hotp -> "counter " + hotp.counter();
        };
    }

    private void printJson(Plan plan, List<Skipped> skipped) {
        Format.print(
                out(),
                json -> {
                    json.writeArrayFieldStart("Added");
                    for (Plan.Addition addition : plan.additions()) {
                        json.writeStartObject();
                        Format.writeAccount(json, addition.entry());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    Format.writeSkipped(json, "Duplicates", plan.duplicates());
                    Format.writeSkipped(json, "LeftOut", skipped);
                });
    }
}
