package countersign.iam.mail;

import countersign.iam.Client;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.Token;
import countersign.iam.account.Account;
import countersign.iam.account.EmailAddress;
import countersign.iam.audit.AuditEvent;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Guard;
import countersign.iam.mfa.Window;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The second address that notices go to. It gets them once its owner has said yes; taking one away
 * tells it too.
 */
public final class Addresses {
    public static final int MOST = 1;

    private static final int MAILS = 3;
    private static final Duration MAIL_WINDOW = Duration.ofHours(1);
    private static final Duration LINK_LIFETIME = Duration.ofHours(24);

    private final Store store;
    private final Devices devices;
    private final Ids ids;
    private final Notices notices;

    public Addresses(Store store, Devices devices, Ids ids, Notices notices) {
        this.store = store;
        this.devices = devices;
        this.ids = ids;
        this.notices = notices;
    }

    public List<AddressTable.Address> of(Caller.SignedIn caller) {
        return store.read(
                tables -> tables.addresses().of(caller.account().id(), caller.principal().id()));
    }

    /** What a change of the addresses came to. */
    public sealed interface Change {
        record Done() implements Change {}

        record Needs(Guard.Need need) implements Change {}

        /** There is a second address already, or this one is known. */
        record NotPossible() implements Change {}
    }

    /** Mails a link to {@code email}, which confirms it. */
    public Change add(Caller.SignedIn caller, EmailAddress email) {
        Token link = ids.token();
        String event = ids.uuid();
        var address =
                new AddressTable.Address(
                        caller.account().id(),
                        caller.principal().id(),
                        email,
                        link.id(),
                        caller.now().plus(LINK_LIFETIME),
                        Optional.empty());
        return change(
                caller,
                tables -> {
                    var present =
                            tables.addresses().of(caller.account().id(), caller.principal().id());
                    if (present.size() >= MOST
                            || caller.principal().email().filter(email::equals).isPresent()) {
                        return new Change.NotPossible();
                    }
                    Window window = Window.at(caller.now(), MAIL_WINDOW);
                    String subject = caller.account().id() + "/" + caller.principal().id();
                    if (!tables.passwordAttempts().count(subject, "address mail", window, MAILS)) {
                        return new Change.NotPossible();
                    }
                    tables.addresses().put(address);
                    notices.addressLink(tables, caller.notice(), email, link);
                    tables.audit().append(caller.event(event, "AddNoticeAddress"));
                    return new Change.Done();
                });
    }

    /** Takes an address away and tells all of them, this one too. */
    public Change remove(Caller.SignedIn caller, EmailAddress email) {
        String event = ids.uuid();
        return change(
                caller,
                tables -> {
                    var found =
                            tables
                                    .addresses()
                                    .of(caller.account().id(), caller.principal().id())
                                    .stream()
                                    .filter(address -> address.email().equals(email))
                                    .findFirst();
                    if (found.isEmpty() || !tables.addresses().delete(found.get())) {
                        return new Change.NotPossible();
                    }
                    if (found.get().confirmedAt().isPresent()) {
                        notices.addressRemoved(tables, caller.notice(), email);
                    }
                    tables.audit().append(caller.event(event, "RemoveNoticeAddress"));
                    return new Change.Done();
                });
    }

    /** The proofs are looked at in the unit of work that makes the change. */
    private Change change(Caller.SignedIn caller, Store.Work<Change> body) {
        try {
            return store.write(tables -> {
                var _ = Sessions.current(tables, caller);
                Guard.Need need = devices.need(tables, caller);
                return need == Guard.Need.NOTHING ? body.in(tables) : new Change.Needs(need);
            });
        } catch (Overtaken _) {
            return new Change.NotPossible();
        }
    }

    /** The address that a mailed link stands for, while it can be confirmed. */
    public Optional<EmailAddress> waiting(Token link, Instant system) {
        return store.read(
                tables -> find(tables, link, system).map(found -> found.address().email()));
    }

    private record Found(
            AddressTable.Address address, Account account, Principal principal, Instant now) {}

    private static Optional<Found> find(Tables tables, Token link, Instant system) {
        var address =
                tables.addresses()
                        .findByLink(link.id())
                        .filter(found -> found.confirmedAt().isEmpty());
        if (address.isEmpty()) return Optional.empty();
        var account = tables.accounts().find(address.get().account());
        var principal =
                tables.principals().find(address.get().account(), address.get().principal());
        if (account.isEmpty() || principal.isEmpty()) return Optional.empty();
        Instant now = account.get().timeAt(system);
        return now.isBefore(address.get().linkExpiresAt())
                ? Optional.of(new Found(address.get(), account.get(), principal.get(), now))
                : Optional.empty();
    }

    /** Confirms; false when the link has ended. */
    public boolean confirm(Token link, Client client, Instant system) {
        String event = ids.uuid();
        return store.write(tables -> {
            Optional<Found> found = find(tables, link, system);
            if (found.isEmpty()) return false;
            Found it = found.get();
            if (!tables.addresses().confirm(it.address(), it.now())) return false;
            notices.addressAdded(
                    tables,
                    new Notices.Event(it.account(), it.principal(), it.now(), client),
                    it.address().email());
            tables.audit()
                    .append(
                            AuditEvent.of(
                                    event,
                                    it.account().id(),
                                    it.now(),
                                    AuditEvent.User.of(it.principal()),
                                    "ConfirmNoticeAddress",
                                    client));
            return true;
        });
    }
}
