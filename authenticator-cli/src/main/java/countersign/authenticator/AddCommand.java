package countersign.authenticator;

import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.qr.QrReader;
import countersign.vault.Entry;
import countersign.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "add",
        description = {
            "Adds an account, and makes the vault when there is none.",
            "A key never stands on the command line, where other users and the shell's history see"
                    + " it: - reads it from standard input, or asks for it on a terminal."
        })
final class AddCommand extends VaultCommand {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final int MOST_PICTURE_BYTES = 64 * 1024 * 1024;
    private static final int LONGEST_INPUT_BYTES = 16 * 1024;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "What to call the account.")
    private String name = "";

    @ArgGroup(multiplicity = "0..1")
    private @Nullable Source source;

    /** Where the key comes from. */
    static final class Source {
        @Option(
                names = "--qr",
                paramLabel = "FILE",
                description =
                        "A PNG or JPEG picture of the QR code, such as a screenshot; - is standard"
                                + " input.")
        private @Nullable Path qr;

        @Option(names = "--uri", paramLabel = "-", description = "An otpauth:// URI.")
        private @Nullable String uri;

        @Option(
                names = "--secret",
                paramLabel = "-",
                description = "The secret key as shown beside the QR code; spaces do not matter.")
        private @Nullable String secret;
    }

    AddCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() throws IOException {
        OtpAuthUri.Reading reading = read();
        Entry added = entry(reading.uri());
        reading.warnings().forEach(this::warn);
        try (Vault vault = vaultOptions.openOrCreate(surroundings)) {
            warnOfTwins(vault.entries(), added);
            change(
                    vault,
                    entries -> {
                        refuseTaken(entries, added.name());
                        var more = new ArrayList<>(entries);
                        more.add(added);
                        return more;
                    });
        }
        report("added", added);
        return 0;
    }

    private Entry entry(OtpAuthUri account) {
        try {
            var now = surroundings.time().now();
            return Entry.create(UUID.randomUUID(), name, account, now);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private OtpAuthUri.Reading read() throws IOException {
        if (source == null) {
            return ask();
        }
        if (name.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'NAME'");
        }
        return read(source);
    }

    /** Who types has no picture, but what stands beside it. */
    private OtpAuthUri.Reading ask() {
        Surroundings.Terminal terminal = surroundings.terminal();
        if (!terminal.isInputTyped() || !terminal.canAsk()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say where the key comes from, --qr FILE, --uri - or --secret -, since there"
                            + " is no terminal to ask on");
        }
        if (name.isEmpty()) {
            name = terminal.readLine("Name of the account here: ").strip();
        }
        String typed =
                new String(terminal.readHidden("Secret key, or otpauth URI (not shown): ")).strip();
        if (isOtpAuth(typed)) {
            return OtpAuthUri.parse(typed);
        }
        Seed seed = Seed.parseBase32(typed);
        String issuer = terminal.readLine("Issuer, such as Amazon Web Services (or nothing): ");
        String account =
                terminal.readLine("Account there, such as ada@123456789012 (or nothing): ");
        return standard(issuer.strip(), account.strip(), seed);
    }

    private static OtpAuthUri.Reading standard(String issuer, String account, Seed seed) {
        return new OtpAuthUri.Reading(
                OtpAuthUri.of(issuer, account, Totp.STANDARD, seed), List.of());
    }

    private OtpAuthUri.Reading read(Source source) throws IOException {
        if (source.qr != null) {
            return OtpAuthUri.parse(uriIn(source.qr));
        }
        if (source.uri != null) {
            refuseOnCommandLine("--uri", source.uri);
            return OtpAuthUri.parse(input("otpauth URI"));
        }
        refuseOnCommandLine("--secret", String.valueOf(source.secret));
        Seed seed = Seed.parseBase32(input("secret key"));
        return standard("", "", seed);
    }

    private void refuseOnCommandLine(String option, String value) {
        if (!value.equals("-")) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " takes only -, and reads what it needs from standard input");
        }
    }

    /** From the pipe, or typed unseen; never echoed, not even in a message. */
    private String input(String what) throws IOException {
        if (surroundings.terminal().isInputTyped()) {
            return new String(surroundings.terminal().readHidden("The " + what + ": "));
        }
        byte[] bytes = surroundings.streams().in().readNBytes(LONGEST_INPUT_BYTES + 1);
        if (bytes.length > LONGEST_INPUT_BYTES) {
            throw new CommandFailure("standard input is too long to be a " + what);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String uriIn(Path picture) throws IOException {
        List<String> texts = textsIn(picture);
        List<String> uris = texts.stream().filter(AddCommand::isOtpAuth).toList();
        if (texts.isEmpty()) {
            throw new CommandFailure("no QR code was found in " + picture);
        }
        if (uris.isEmpty()) {
            throw new CommandFailure("the QR code in " + picture + " is not one of an account");
        }
        if (uris.size() > 1) {
            throw new CommandFailure(
                    picture + " shows " + uris.size() + " accounts: cut it down to one");
        }
        return uris.getFirst();
    }

    private List<String> textsIn(Path picture) throws IOException {
        try {
            return picture.equals(STANDARD_INPUT)
                    ? QrReader.read(surroundings.streams().in().readNBytes(MOST_PICTURE_BYTES))
                    : QrReader.read(picture);
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + picture);
        } catch (FileSystemException e) {
            throw new CommandFailure(picture + " cannot be read");
        }
    }

    private static boolean isOtpAuth(String text) {
        return text.strip().toLowerCase(Locale.ROOT).contains("otpauth");
    }

    private void warnOfTwins(List<Entry> entries, Entry added) {
        live(entries).stream()
                .filter(entry -> entry.account().seed().equals(added.account().seed()))
                .findFirst()
                .ifPresent(twin -> warn("the account " + twin.name() + " has the same key"));
    }
}
