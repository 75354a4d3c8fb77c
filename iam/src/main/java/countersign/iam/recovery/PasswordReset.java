package countersign.iam.recovery;

import countersign.iam.Client;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.Token;
import countersign.iam.account.Account;
import countersign.iam.account.EmailAddress;
import countersign.iam.audit.AuditEvent;
import countersign.iam.key.SealedValue;
import countersign.iam.mail.Notices;
import countersign.iam.mfa.Window;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordAttemptTable;
import countersign.iam.password.PasswordRules;
import countersign.iam.password.Passwords;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.PlaceTable;
import countersign.iam.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sets a forgotten password by a link to root's mailbox. Never touches a factor. */
public final class PasswordReset {
    public static final Duration LINK_LIFETIME = Duration.ofMinutes(30);

    private static final int MAILS = 3;
    private static final Duration MAIL_WINDOW = Duration.ofMinutes(15);

    private final Store store;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final Ids ids;
    private final Notices notices;

    public PasswordReset(
            Store store, Passwords passwords, PasswordRules rules, Ids ids, Notices notices) {
        this.store = store;
        this.passwords = passwords;
        this.rules = rules;
        this.ids = ids;
        this.notices = notices;
    }

    /**
     * Mails a link if the address is a root user's, at most three in a quarter of an hour. Whoever
     * asks learns nothing: the work is done after the answer.
     */
    public void request(EmailAddress email, Client client, Instant system) {
        Token link = ids.token();
        String event = ids.uuid();
        store.submit(tables -> {
            Optional<Account> account = tables.accounts().findByRootEmail(email);
            account.ifPresent(found -> mail(tables, found, link, client, system, event));
            return account.isPresent();
        });
    }

    private void mail(
            Tables tables,
            Account account,
            Token link,
            Client client,
            Instant system,
            String event) {
        Instant now = account.timeAt(system);
        Window window = Window.at(now, MAIL_WINDOW);
        if (!tables.passwordAttempts().count(account.id().digits(), "reset mail", window, MAILS)) {
            return;
        }
        Principal root =
                tables.principals()
                        .find(account.id(), PrincipalId.root(account.id()))
                        .orElseThrow();
        tables.passwordLinks().insert(link(root, link, now));
        notices.passwordLink(
                tables, new Notices.Event(account, root, now, client), link, LINK_LIFETIME);
        tables.audit().append(event(account, event, "PasswordRecoveryRequested", client, now));
    }

    /** A link for an account that has no password yet, to be handed over by the operator. */
    public static PasswordLink link(Principal principal, Token token, Instant now) {
        return new PasswordLink(
                token.id(),
                principal.account(),
                principal.id(),
                principal.epoch(),
                now.plus(LINK_LIFETIME));
    }

    /** What setting the password came to. */
    public sealed interface Reset {
        record Done() implements Reset {}

        /** Used, too old or never ours. */
        record LinkEnded() implements Reset {}

        record Weak(PasswordRules.Weakness weakness) implements Reset {}
    }

    /** Whether the link still works; changes nothing. */
    public boolean isAlive(Token link, Instant system) {
        return store.read(tables -> find(tables, link, system).isPresent());
    }

    private record Found(PasswordLink link, Account account, Principal principal, Instant now) {}

    private static Optional<Found> find(Tables tables, Token token, Instant system) {
        Optional<PasswordLink> link = tables.passwordLinks().find(token.id());
        if (link.isEmpty()) return Optional.empty();
        var account = tables.accounts().find(link.get().account());
        var principal = tables.principals().find(link.get().account(), link.get().principal());
        if (account.isEmpty() || principal.isEmpty()) return Optional.empty();
        Instant now = account.get().timeAt(system);
        boolean alive =
                now.isBefore(link.get().expiresAt())
                        && link.get().epoch() == principal.get().epoch();
        return alive
                ? Optional.of(new Found(link.get(), account.get(), principal.get(), now))
                : Optional.empty();
    }

    /** Sets the password; ends every session. MFA devices stay as they are. */
    public Reset complete(Token token, Password password, Client client, Instant system) {
        Optional<Found> found = store.read(tables -> find(tables, token, system));
        if (found.isEmpty()) return new Reset.LinkEnded();
        Optional<PasswordRules.Weakness> weakness =
                rules.check(password, found.get().principal().ownNames());
        if (weakness.isPresent()) return new Reset.Weak(weakness.get());
        Principal before = found.get().principal();
        SealedValue sealed = passwords.seal(password, before.account(), before.id());
        String event = ids.uuid();
        try {
            return store.write(tables -> set(tables, token, sealed, client, system, event));
        } catch (Overtaken _) {
            return new Reset.LinkEnded();
        }
    }

    private Reset set(
            Tables tables,
            Token token,
            SealedValue sealed,
            Client client,
            Instant system,
            String event) {
        Found found = find(tables, token, system).orElseThrow(Overtaken::new);
        Principal principal = found.principal();
        var account = principal.account();
        boolean won =
                tables.passwordLinks().delete(token.id())
                        && tables.principals().setPassword(principal, sealed, found.now());
        if (!won) throw new Overtaken();
        Sessions.endAll(tables, principal, "");
        tables.places().forget(account, principal.id(), PlaceTable.Kind.BROWSER);
        tables.passwordAttempts().clearRow(account.digits(), PasswordAttemptTable.STRANGERS);
        tables.audit()
                .append(
                        event(
                                found.account(),
                                event,
                                "PasswordRecoveryCompleted",
                                client,
                                found.now()));
        notices.passwordChanged(
                tables, new Notices.Event(found.account(), principal, found.now(), client));
        return new Reset.Done();
    }

    private static AuditEvent event(
            Account account, String id, String name, Client client, Instant now) {
        return AuditEvent.of(
                id, account.id(), now, AuditEvent.User.root(account.id()), name, client);
    }
}
