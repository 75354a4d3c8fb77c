package countersign.iam.account;

import java.util.List;
import java.util.Optional;

/** Accounts and the e-mail addresses of their root users. */
public interface AccountTable {
    /** Adds an account with its root user's address; false when the id or the address is taken. */
    boolean insert(Account account, EmailAddress rootEmail);

    Optional<Account> find(AccountId id);

    Optional<Account> findByRootEmail(EmailAddress email);

    /** Every account, by id. */
    List<Account> list();
}
