package countersign.server;

import countersign.iam.StoreFailure;
import countersign.store.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code countersign doctor}: says what is wrong before it hurts. */
@Command(
        name = "doctor",
        description =
                "Checks the data folder, the database and the key; exits 1 when something is"
                        + " wrong.")
final class DoctorCommand implements Runnable {
    private static final long LEAST_FREE_BYTES = 100L << 20;

    private final Program program;
    private int faults;

    @Mixin DataOptions data = new DataOptions();

    DoctorCommand(Program program) {
        this.program = program;
    }

    @Override
    public void run() {
        say(true, "Java " + Runtime.version());
        checkFolder();
        try (SqliteStore store = data.open(false)) {
            List<String> damage = store.faults();
            say(damage.isEmpty(), damage.isEmpty() ? "database is whole" : "database: " + damage);
            checkKey(store);
            checkRows(store);
        } catch (OperatorError | StoreFailure e) {
            say(false, String.valueOf(e.getMessage()));
        }
        if (faults > 0) throw new OperatorError(faults + " of these need attention");
    }

    private void checkFolder() {
        Path folder = data.data;
        try {
            if (!Files.isDirectory(folder)) {
                say(false, "there is no folder " + folder);
                return;
            }
            say(Files.isWritable(folder), "data folder " + folder + " can be written");
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                boolean open =
                        Files.getPosixFilePermissions(folder)
                                .contains(PosixFilePermission.OTHERS_READ);
                say(
                        !open,
                        open
                                ? "others can read " + folder + "; run: chmod 700 " + folder
                                : "data folder is private");
            }
            long free = Files.getFileStore(folder).getUsableSpace();
            say(free > LEAST_FREE_BYTES, (free >> 20) + " MiB free on its disk");
        } catch (IOException e) {
            say(false, "data folder " + folder + ": " + e.getMessage());
        }
    }

    private void checkKey(SqliteStore store) {
        KeyFile file = data.keyFile(store, program.environment(), program.random());
        if (!file.exists()) {
            say(false, "there is no key file " + file.path());
            return;
        }
        Keys.open(file, store.installation(), program.random());
        say(true, "key file " + file.path() + " opens this database");
    }

    private void checkRows(SqliteStore store) {
        boolean sandbox = store.installation().isSandbox().orElse(false);
        say(true, sandbox ? "this is a sandbox" : "this is no sandbox");
        int accounts = store.read(tables -> tables.accounts().list().size());
        say(true, accounts + " accounts");
        int mail = store.read(tables -> tables.mail().undelivered(1_000).size());
        say(mail < 1_000, mail + " messages wait to be delivered");
    }

    private void say(boolean well, String what) {
        if (!well) faults++;
        program.out().println((well ? "ok    " : "FAULT ") + what);
    }
}
