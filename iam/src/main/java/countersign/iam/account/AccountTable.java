package countersign.iam.account;

import java.util.List;
import java.util.Optional;

/** Accounts and the e-mail addresses of their root users. */
public interface AccountTable {
    /** Adds an account with its root user's address; false when the id or the address is taken. */
    boolean insert(Account account, EmailAddress rootEmail);

    Optional<Account> find(AccountId id);

    Optional<Account> findByRootEmail(EmailAddress email);

    /** The account with that alias. */
    Optional<Account> findByAlias(String alias);

    Optional<String> alias(AccountId id);

    /** Gives the account this alias and no other; false when it is taken. */
    boolean setAlias(AccountId id, String alias);

    void removeAlias(AccountId id);

    /** A number that is another one after every change of users, groups, roles and policies. */
    long iamStamp(AccountId id);

    /** Sets it, to a random number: one that was rolled back must never come again. */
    void setIamStamp(AccountId id, long stamp);

    /** Every account, by id. */
    List<Account> list();
}
