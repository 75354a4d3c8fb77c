package countersign.iam.mfa;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.Optional;

/** Enrolments under way. */
public interface EnrolmentTable {
    void insert(Enrolment enrolment);

    Optional<Enrolment> find(AccountId account, String id);

    /** Stores {@code next} over the version before it; false when that is not there any more. */
    boolean update(Enrolment next);

    boolean delete(AccountId account, String id);

    int deleteOfSession(String series);

    /** Ends a principal's enrolments but those of the session with this series (none with ""). */
    int deleteOthers(AccountId account, PrincipalId principal, String keptSeries);

    int prune(Instant expiredBefore, int most);
}
