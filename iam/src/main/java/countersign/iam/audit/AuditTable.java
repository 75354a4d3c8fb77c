package countersign.iam.audit;

import countersign.iam.account.AccountId;
import java.util.List;

/** The append-only record of what happened. */
public interface AuditTable {
    void append(AuditEvent event);

    /**
     * What was recorded, oldest first.
     *
     * @param after position of the last one that was read; 0 to begin
     */
    List<Recorded> read(long after, int most);

    /** The newest of all, if there is one. */
    List<Recorded> last();

    /** The newest of one account, newest first. */
    List<Recorded> newest(AccountId account, int most);

    /** One stored event: its position and its CloudTrail record as JSON. */
    record Recorded(long position, String json) {}
}
