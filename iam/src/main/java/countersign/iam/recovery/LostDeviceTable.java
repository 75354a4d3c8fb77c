package countersign.iam.recovery;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.List;

/** Requests for help with a lost device. */
public interface LostDeviceTable {
    /**
     * A request. What support does with it is decided by people.
     *
     * @param message what the person wrote; untrusted
     */
    record Request(
            String id,
            AccountId account,
            PrincipalId principal,
            Instant at,
            String address,
            String message) {}

    void insert(Request request);

    List<Request> of(AccountId account);
}
