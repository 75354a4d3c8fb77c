package countersign.server;

import countersign.iam.StoreFailure;
import countersign.store.SqliteStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the database and its key are; the same in every command. */
final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "countersign-data",
            description = "Folder of the database and the outbox (default: ${DEFAULT-VALUE}).")
    Path data = Path.of("countersign-data");

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = {
                "File with the sealing keys; never inside the data folder.",
                "Default: the systemd credential countersign.key, else"
                        + " ~/.config/countersign/ID.key."
            })
    @Nullable Path keyFile;

    /** Opens the database; made when {@code mayCreate}. */
    SqliteStore open(boolean mayCreate) {
        Path database = data.resolve(Config.DATABASE_FILE);
        if (!mayCreate && Files.notExists(database)) {
            throw new OperatorError(
                    "there is no database in " + data + "; name the folder with --data");
        }
        refuseWhenKeyIsInside();
        try {
            return SqliteStore.open(database, nodeName());
        } catch (StoreFailure e) {
            throw new OperatorError(String.valueOf(e.getMessage()));
        }
    }

    private void refuseWhenKeyIsInside() {
        if (keyFile == null) return;
        Path inside = data.toAbsolutePath().normalize();
        if (keyFile.toAbsolutePath().normalize().startsWith(inside)) {
            throw new OperatorError(
                    "the key file must not be inside the data folder: whoever copies one would have"
                            + " both");
        }
    }

    private static String nodeName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    Keys keys(SqliteStore store, Map<String, String> environment, RandomGenerator random) {
        return Keys.open(keyFile(store, environment, random), store.installation(), random);
    }

    KeyFile keyFile(SqliteStore store, Map<String, String> environment, RandomGenerator random) {
        String id = store.installation().id(Keys.newDatabaseId(random));
        return Optional.ofNullable(keyFile)
                .map(KeyFile::new)
                .orElseGet(() -> KeyFile.standard(environment, id));
    }
}
