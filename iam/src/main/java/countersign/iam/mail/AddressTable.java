package countersign.iam.mail;

import countersign.iam.account.AccountId;
import countersign.iam.account.EmailAddress;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Second addresses for notices. They get mail only after they were confirmed. */
public interface AddressTable {
    /** A registered address; {@code confirmedAt} is empty while its owner has not said yes. */
    record Address(
            AccountId account,
            PrincipalId principal,
            EmailAddress email,
            String linkId,
            Instant linkExpiresAt,
            Optional<Instant> confirmedAt) {}

    List<Address> of(AccountId account, PrincipalId principal);

    void put(Address address);

    Optional<Address> findByLink(String linkId);

    /** Confirms once; false when it is gone or was confirmed before. */
    boolean confirm(Address address, Instant at);

    boolean delete(Address address);

    /** Forgets addresses that wait for their owner's yes: their links have ended. */
    void deleteUnconfirmed(AccountId account, PrincipalId principal);
}
