package countersign.authenticator;

import countersign.vault.Vault;
import countersign.vault.VaultKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "unlock",
        description = {
            "Asks for the passphrase once; for a while the other commands do without.",
            "A process in the background keeps the vault's key (not the passphrase) in memory and"
                    + " ends by itself. Until then every program of yours can take codes, so keep"
                    + " it short; authenticator lock ends it."
        })
final class UnlockCommand extends VaultCommand {
    private static final Duration LONGEST = Duration.ofHours(24);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "15m",
            description = "How long: 90s, 15m, 8h; 24h at most. Default: ${DEFAULT-VALUE}")
    private Duration length = Duration.ZERO;

    @Option(
            names = "--allow",
            paramLabel = "PROFILE",
            description =
                    "Let authenticator aws --profile PROFILE give codes without a key press"
                            + " meanwhile. May be repeated.")
    private List<String> allowed = List.of();

    UnlockCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
            throw new ParameterException(spec.commandLine(), "--for takes 1s to 24h");
        }
        if (allowed.stream().anyMatch(name -> name.isBlank() || name.contains("\n"))) {
            throw new ParameterException(spec.commandLine(), "--allow takes a profile's name");
        }
        var path = vaultOptions.path(surroundings);
        try (Vault vault = vaultOptions.openByPassphrase(surroundings);
                VaultKey key = vault.revealKey()) {
            var socket = AgentSocket.of(surroundings, path);
            socket.prepare();
            AgentClient.of(surroundings, path).end();
            Instant until = surroundings.time().now().plus(length).truncatedTo(ChronoUnit.SECONDS);
            surroundings.background().start(new AgentMain.Orders(socket, until, key, allowed));
            report(until);
        }
        return 0;
    }

    private void report(Instant until) {
        if (isJson()) {
            Format.print(
                    out(),
                    json -> {
                        json.writeStringField("Until", until.toString());
                        json.writeArrayFieldStart("Allowed");
                        for (String profile : allowed) {
                            json.writeString(profile);
                        }
                        json.writeEndArray();
                    });
            return;
        }
        out().println("unlocked until " + until);
        if (!allowed.isEmpty()) {
            out().println(
                            "codes without a key press for the AWS profile "
                                    + String.join(", ", allowed));
        }
    }
}
