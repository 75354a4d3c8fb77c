package countersign.iam.mfa;

import java.time.Instant;
import java.util.Optional;

/** Resyncs that wait for their fresh code; each belongs to one sign-in or session. */
public interface ResyncTable {
    void put(PendingResync resync);

    Optional<PendingResync> find(String flow);

    void delete(String flow);

    int prune(Instant before, int most);
}
