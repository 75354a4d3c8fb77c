package countersign.iam.account;

import countersign.iam.Client;
import countersign.iam.Ids;
import countersign.iam.Store;
import countersign.iam.Token;
import countersign.iam.audit.AuditEvent;
import countersign.iam.key.SealedValue;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordRules;
import countersign.iam.password.Passwords;
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.recovery.PasswordLink;
import countersign.iam.recovery.PasswordReset;
import countersign.iam.session.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Creates accounts with their root users, and shows them to the operator. */
public final class Accounts {
    public static final int LONGEST_NAME = 100;

    private final Store store;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final Ids ids;

    public Accounts(Store store, Passwords passwords, PasswordRules rules, Ids ids) {
        this.store = store;
        this.passwords = passwords;
        this.rules = rules;
        this.ids = ids;
    }

    /**
     * What is to be created.
     *
     * @param id drawn when absent
     * @param password without one a link is made that sets it
     */
    public record Wanted(
            EmailAddress email, String name, Optional<AccountId> id, Optional<Password> password) {}

    /** What it came to. */
    public sealed interface Creation {
        /**
         * It exists.
         *
         * @param setPasswordLink the token of a link that sets the password; absent when one was
         *     given
         */
        record Created(Account account, EmailAddress email, Optional<Token> setPasswordLink)
                implements Creation {}

        record EmailOrIdTaken() implements Creation {}

        record Weak(PasswordRules.Weakness weakness) implements Creation {}

        /** Empty, longer than {@link #LONGEST_NAME}, or with control characters. */
        record BadName() implements Creation {}
    }

    public Creation create(Wanted wanted, Caller.Operator caller) {
        String name = wanted.name().strip();
        if (!isName(name)) return new Creation.BadName();
        var weakness = wanted.password().flatMap(it -> rules.check(it, wanted.email().names()));
        if (weakness.isPresent()) return new Creation.Weak(weakness.get());
        AccountId id = wanted.id().orElseGet(() -> AccountId.random(ids.random()));
        Instant now = caller.now();
        Account account = new Account(id, name, now, Duration.ZERO);
        Principal root = root(account, wanted.email(), now);
        Optional<SealedValue> sealed =
                wanted.password().map(it -> passwords.seal(it, id, root.id()));
        Optional<Token> link = sealed.isPresent() ? Optional.empty() : Optional.of(ids.token());
        String event = ids.uuid();
        return store.write(tables -> {
            if (!tables.accounts().insert(account, wanted.email())) {
                return new Creation.EmailOrIdTaken();
            }
            tables.principals().insert(root);
            sealed.ifPresent(it -> tables.principals().setPassword(root, it, now));
            link.map(token -> link(root, token, now)).ifPresent(tables.passwordLinks()::insert);
            tables.audit().append(created(event, account, now, caller.client()));
            return new Creation.Created(account, wanted.email(), link);
        });
    }

    private static PasswordLink link(Principal root, Token token, Instant now) {
        return PasswordReset.link(root, token, now);
    }

    private static AuditEvent created(String event, Account account, Instant now, Client client) {
        return AuditEvent.of(
                event, account.id(), now, AuditEvent.User.operator(), "CreateAccount", client);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePointCount(0, name.length()) <= LONGEST_NAME
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static Principal root(Account account, EmailAddress email, Instant now) {
        return Principal.made(
                account.id(), PrincipalId.root(account.id()), new Identity.Root(email), now);
    }

    /** An account as the operator sees it. */
    public record Overview(
            Account account, Principal root, int mfaDevices, int lostDeviceRequests) {}

    public Optional<Overview> show(AccountId id) {
        return store.read(tables ->
                tables.accounts()
                        .find(id)
                        .flatMap(account ->
                                tables.principals()
                                        .find(id, PrincipalId.root(id))
                                        .map(root ->
                                                new Overview(
                                                        account,
                                                        root,
                                                        tables.devices()
                                                                .ofPrincipal(id, root.id())
                                                                .size(),
                                                        tables.lostDevices().of(id).size()))));
    }

    public List<Overview> list() {
        List<Account> all = store.read(tables -> tables.accounts().list());
        return all.stream().flatMap(account -> show(account.id()).stream()).toList();
    }

    /** Sends the dialog about root credentials away for good. */
    public void hideRootNotice(Caller.SignedIn caller) {
        store.write(tables -> {
            tables.principals().hideRootNotice(caller.account().id(), caller.principal().id());
            return true;
        });
    }
}
