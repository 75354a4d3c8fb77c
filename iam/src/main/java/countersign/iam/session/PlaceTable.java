package countersign.iam.session;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;

/** Where a principal has signed in from before: addresses and browsers. */
public interface PlaceTable {
    /** A kind of place. */
    enum Kind {
        ADDRESS,
        BROWSER
    }

    boolean isKnown(AccountId account, PrincipalId principal, Kind kind, String value);

    boolean hasAny(AccountId account, PrincipalId principal, Kind kind);

    void remember(AccountId account, PrincipalId principal, Kind kind, String value, Instant at);

    /** Forgets all of one kind: after a stolen password no old browser is trusted. */
    void forget(AccountId account, PrincipalId principal, Kind kind);

    void forget(AccountId account, PrincipalId principal, Kind kind, String value);

    int prune(Instant lastBefore, int most);
}
