package countersign.server;

import countersign.iam.StoreFailure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The {@code countersign} command. Data goes to standard output, everything else to standard error;
 * exit status 1 is a failure, 2 a wrong usage.
 */
@Command(
        name = "countersign",
        subcommands = HelpCommand.class,
        mixinStandardHelpOptions = true,
        version = "countersign 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "MFA for root accounts and other privileged credentials.",
            "Begin with: countersign demo"
        })
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = run(arguments, System.getenv(), out, err);
        out.flush();
        System.exit(status);
    }

    static int run(
            String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        Logging.start(environment);
        Program program = new Program(environment, out);
        try {
            CommandLine command =
                    new CommandLine(new Main())
                            .addSubcommand(new DemoCommand(program))
                            .addSubcommand(new ServeCommand(program))
                            .addSubcommand(new AccountCommand(program))
                            .addSubcommand(new AuditCommand(program))
                            .addSubcommand(new DoctorCommand(program));
            Settings settings = Settings.read(environment, arguments);
            settings.refuseUnknown(command);
            command.setDefaultValueProvider(settings)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setOut(writer(out))
                    .setErr(writer(err))
                    .setParameterExceptionHandler((e, _) -> usage(e, err))
                    .setExecutionExceptionHandler((e, _, _) -> failure(e, err));
            command.getSubcommands()
                    .values()
                    .forEach(it -> it.getCommandSpec().mixinStandardHelpOptions(true));
            return arguments.length == 0 ? usage(command, err) : command.execute(arguments);
        } catch (OperatorError e) {
            return say(err, String.valueOf(e.getMessage()), 1);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int usage(CommandLine command, PrintStream err) {
        command.usage(err);
        return 2;
    }

    private static int usage(CommandLine.ParameterException failure, PrintStream err) {
        String path = failure.getCommandLine().getCommandSpec().qualifiedName();
        return say(err, failure.getMessage() + " (see: " + path + " --help)", 2);
    }

    private static int failure(Exception failure, PrintStream err) throws Exception {
        if (failure instanceof OperatorError || failure instanceof StoreFailure) {
            return say(err, String.valueOf(failure.getMessage()), 1);
        }
        throw failure;
    }

    private static int say(PrintStream err, String message, int status) {
        err.println("countersign: " + message.lines().findFirst().orElse(""));
        return status;
    }
}
