package countersign.server;

import countersign.iam.audit.AuditTable;
import countersign.store.SqliteStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code countersign audit}: the record of what happened, and why a code was refused. */
@Command(name = "audit", description = "Reads the audit log.")
final class AuditCommand {
    private static final int BATCH = 1_000;

    private final Program program;

    AuditCommand(Program program) {
        this.program = program;
    }

    @Command(
            name = "export",
            description =
                    "Prints audit records, oldest first: CloudTrail's record format, a line each.")
    void export(
            @Option(
                            names = "--account",
                            paramLabel = "ACCOUNT",
                            description = "Only of this account.")
                    @Nullable String account,
            @Mixin DataOptions data) {
        String wanted = "\"recipientAccountId\":\"" + account + "\"";
        try (SqliteStore store = data.open(false)) {
            long after = 0;
            List<AuditTable.Recorded> batch;
            do {
                long from = after;
                batch = store.read(tables -> tables.audit().read(from, BATCH));
                for (AuditTable.Recorded recorded : batch) {
                    boolean matches = account == null || recorded.json().contains(wanted);
                    if (matches) program.out().println(recorded.json());
                    after = recorded.position();
                }
            } while (batch.size() == BATCH);
        }
    }
}
