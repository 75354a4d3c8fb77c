package countersign.iam.password;

import countersign.iam.ConcurrentChange;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.key.SealedValue;
import countersign.iam.mail.Notices;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Guard;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.PlaceTable.Kind;
import countersign.iam.session.Sessions;
import java.time.Duration;
import java.util.Optional;

/**
 * Changes the password of somebody who is signed in. Needs the same fresh proof as a change of the
 * devices, so that a session left open cannot be turned into an account.
 */
public final class PasswordChange {
    /** How long ago the old password may have been proved, under any rules. */
    private static final Duration OLD_PASSWORD_AGE = Duration.ofMinutes(5);

    private final Store store;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final Devices devices;
    private final Ids ids;
    private final Notices notices;

    public PasswordChange(
            Store store,
            Passwords passwords,
            PasswordRules rules,
            Devices devices,
            Ids ids,
            Notices notices) {
        this.store = store;
        this.passwords = passwords;
        this.rules = rules;
        this.devices = devices;
        this.ids = ids;
        this.notices = notices;
    }

    /** What it came to. */
    public sealed interface Change {
        /** Done; all other sessions have ended. */
        record Done() implements Change {}

        record Needs(Guard.Need need) implements Change {}

        record Weak(PasswordRules.Weakness weakness) implements Change {}

        /** Somebody else changed the account at the same time: look again. */
        record Overtaken() implements Change {}
    }

    /** Sets {@code next}, if the session has proved the old one in the last minutes. */
    public Change change(Caller.Root caller, Password next) {
        Guard.Need need = devices.need(caller);
        if (need != Guard.Need.NOTHING) return new Change.Needs(need);
        if (!hasPasswordNow(caller)) return new Change.Needs(Guard.Need.FRESH_PASSWORD);
        Optional<PasswordRules.Weakness> weakness = rules.check(next, caller.principal().email());
        if (weakness.isPresent()) return new Change.Weak(weakness.get());
        SealedValue sealed = passwords.seal(next, caller.account().id(), caller.principal().id());
        String event = ids.uuid();
        try {
            return store.write(tables -> set(tables, caller, sealed, event));
        } catch (Overtaken _) {
            return new Change.Overtaken();
        }
    }

    private static boolean hasPasswordNow(Caller.Root caller) {
        Duration age = Duration.between(caller.proofs().passwordAt(), caller.now());
        return age.abs().compareTo(OLD_PASSWORD_AGE) <= 0;
    }

    private Change set(Tables tables, Caller.Root caller, SealedValue sealed, String event) {
        Sessions.Current current = Sessions.current(tables, caller);
        Guard.Need need = devices.need(tables, caller);
        if (need != Guard.Need.NOTHING) return new Change.Needs(need);
        Principal principal = current.principal();
        if (!tables.principals().setPassword(principal, sealed, caller.now())) {
            throw new ConcurrentChange();
        }
        Sessions.endAllBut(tables, current);
        forgetOtherBrowsers(tables, caller);
        tables.audit().append(caller.event(event, "ChangePassword"));
        notices.passwordChanged(tables, caller.notice());
        return new Change.Done();
    }

    /** Who knew the old password may have signed in: only this browser stays a known one. */
    private static void forgetOtherBrowsers(Tables tables, Caller.Root caller) {
        var places = tables.places();
        var account = caller.account().id();
        var principal = caller.principal().id();
        Optional<String> known =
                caller.client()
                        .browser()
                        .filter(id -> places.isKnown(account, principal, Kind.BROWSER, id));
        places.forget(account, principal, Kind.BROWSER);
        known.ifPresent(id -> places.remember(account, principal, Kind.BROWSER, id, caller.now()));
    }
}
