package countersign.authenticator;

import countersign.authenticator.site.WebApp;
import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = {
            "Serves the web app to browsers of this machine.",
            "It is the same device as an app: it keeps a vault of its own in the browser, and takes"
                    + " and gives the vault files of this command."
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Where to serve; 0 takes a free port. Default: ${DEFAULT-VALUE}")
    private int port;

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "there is no port " + port);
        }
        try (WebApp app = WebApp.serve(port).orElseThrow(ServeCommand::notBuilt)) {
            surroundings.streams().out().println("The authenticator is ready at " + app.url());
            // Until the process is told to end.
            new CountDownLatch(1).await();
        } catch (BindException e) {
            throw new CommandFailure("port " + port + " is taken; choose another with --port");
        }
        return 0;
    }

    private static CommandFailure notBuilt() {
        return new CommandFailure(
                "this build has no web app; build it with: mvn -pl authenticator-web -am package"
                        + " -DskipTests");
    }
}
