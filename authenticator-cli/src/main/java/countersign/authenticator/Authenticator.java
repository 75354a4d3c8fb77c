package countersign.authenticator;

import countersign.otp.OtpFormatException;
import countersign.vault.VaultException;
import countersign.vault.exchange.ExchangeException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command itself: its subcommands, and how it says that something went wrong. */
@Command(
        name = "authenticator",
        description = "A virtual MFA device: keeps accounts in an encrypted vault and gives codes.",
        mixinStandardHelpOptions = true,
        versionProvider = Authenticator.Version.class,
        footer = {
            "",
            "The vault is --vault FILE, or COUNTERSIGN_VAULT, or countersign/vault in XDG_DATA_HOME"
                    + " (~/.local/share when that is not set).",
            "Its passphrase is the first line of --passphrase-file FILE, or"
                    + " COUNTERSIGN_VAULT_PASSPHRASE, or what is typed when asked; after"
                    + " authenticator unlock none is needed for a while.",
            "Exit status: 0 done, 1 failed, 2 wrong usage.",
            "",
            "  authenticator add root --qr screenshot.png",
            "  authenticator code root",
            "  authenticator code root --pair",
            "  authenticator import aegis.json",
            "  authenticator unlock --for 15m --allow work-keys",
            "  authenticator aws --profile work-keys",
            "  authenticator backup /media/stick/accounts.vault"
        })
final class Authenticator implements Runnable {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    /** An option's name may be repeated to its user; anything else that was typed may be a key. */
    private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]{0,20}");

    /** In the order in which help lists them. */
    private static final List<String> COMMANDS =
            List.of(
                    "add",
                    "code",
                    "list",
                    "rename",
                    "remove",
                    "trash",
                    "show",
                    "import",
                    "export",
                    "backup",
                    "restore",
                    "passphrase",
                    "aws",
                    "unlock",
                    "lock",
                    "check-clock",
                    "completion",
                    "serve");

    @Spec private CommandSpec spec = CommandSpec.create();

    private Authenticator() {}

    static int run(Surroundings surroundings, String... args) {
        var err = surroundings.streams().err();
        var line = new CommandLine(new Authenticator());
        for (String name : needed(args)) {
            line.addSubcommand(command(name, surroundings));
        }
        line.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Instant.class, Authenticator::instant)
                .registerConverter(Duration.class, new Lengths())
                .setOut(new PrintWriter(surroundings.streams().out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, _) -> say(err, misuse(e), MISUSED))
                .setExecutionExceptionHandler((e, _, _) -> say(err, failure(e), FAILED));
        return line.execute(args);
    }

    /**
     * The command that was typed alone, since picocli reads the annotations of every one that it is
     * given, and that takes longer than what most commands do.
     */
    private static List<String> needed(String... args) {
        boolean isOne = args.length > 0 && COMMANDS.contains(args[0]);
        return isOne && !args[0].equals("completion") ? List.of(args[0]) : COMMANDS;
    }

    private static Object command(String name, Surroundings surroundings) {
        return switch (name) {
            case "add" -> new AddCommand(surroundings);
            case "code" -> new CodeCommand(surroundings);
            case "list" -> new ListCommand(surroundings);
            case "rename" -> new RenameCommand(surroundings);
            case "remove" -> new RemoveCommand(surroundings);
            case "trash" -> new TrashCommand(surroundings);
            case "show" -> new ShowCommand(surroundings);
            case "import" -> new ImportCommand(surroundings);
            case "export" -> new ExportCommand(surroundings);
            case "backup" -> new BackupCommand(surroundings);
            case "restore" -> new RestoreCommand(surroundings);
            case "passphrase" -> new PassphraseCommand(surroundings);
            case "aws" -> new AwsCommand(surroundings);
            case "unlock" -> new UnlockCommand(surroundings);
            case "lock" -> new LockCommand(surroundings);
            case "check-clock" -> new CheckClockCommand(surroundings);
            case "completion" -> new CompletionCommand(surroundings);
            case "serve" -> new ServeCommand(surroundings);
            default -> throw new IllegalArgumentException("there is no command " + name);
        };
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("wants a time such as 2026-11-22T10:00:00Z");
        }
    }

    private static int say(PrintStream err, String message, int status) {
        err.println("authenticator: " + message);
        return status;
    }

    private static String misuse(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return firstLine(misuseOnly(e)) + " (see: " + command + " --help)";
    }

    private static String misuseOnly(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String typed = unmatched.getUnmatched().getFirst();
            String name = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
            return OPTION.matcher(name).matches()
                    ? "there is no option " + name
                    : "one argument too many, or no such command";
        }
        // picocli begins some with a word that is said already.
        return message(e).replaceFirst("^Error: ", "");
    }

    private static String failure(Exception e) {
        return switch (e) {
            case CommandFailure _,
                    VaultException _,
                    OtpFormatException _,
                    ExchangeException _,
                    IOException _ ->
                    firstLine(message(e));
            // Its message may hold anything, a secret too.
            default -> "something went wrong inside: " + e.getClass().getName();
        };
    }

    private static String message(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say which: " + String.join(", ", COMMANDS));
    }

    /** As the jar was built. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Authenticator.class.getPackage().getImplementationVersion();
            return new String[] {"authenticator " + (version == null ? "unbuilt" : version)};
        }
    }
}
