package countersign.authenticator;

import picocli.CommandLine.Command;

@Command(
        name = "lock",
        description = "Ends what unlock began: the passphrase is asked for again from now on.")
final class LockCommand extends VaultCommand {
    LockCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        boolean ended = AgentClient.of(surroundings, vaultOptions.path(surroundings)).end();
        if (isJson()) {
            Format.print(out(), json -> json.writeBooleanField("WasUnlocked", ended));
        } else {
            out().println(ended ? "locked" : "it was locked already");
        }
        return 0;
    }
}
