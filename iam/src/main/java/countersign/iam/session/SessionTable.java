package countersign.iam.session;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions of signed-in browsers. */
public interface SessionTable {
    void insert(Session session);

    Optional<Session> find(String id);

    List<Session> ofPrincipal(AccountId account, PrincipalId principal);

    void seen(String id, Instant at);

    /** Puts {@code next} in the place of the session {@code id}; false when that has ended. */
    boolean replace(String id, Session next);

    /** Lets a session live on under the principal's new epoch. */
    void setEpoch(String id, long epoch);

    /** False when it had ended before. */
    boolean delete(String id);

    /** Ends all sessions of a principal but the one with this series (none with ""). */
    int deleteOthers(AccountId account, PrincipalId principal, String keptSeries);

    int prune(Instant createdBefore, int most);
}
