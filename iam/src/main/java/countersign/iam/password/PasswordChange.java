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
import countersign.iam.session.Sessions;
import java.util.Optional;

/**
 * Changes the password of somebody who is signed in. Needs the same fresh proof as a change of the
 * devices, so that a session left open cannot be turned into an account.
 */
public final class PasswordChange {
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

    /** Sets {@code next}; whoever calls has checked the old one in this very session. */
    public Change change(Caller.Root caller, Password next) {
        Guard.Need need = devices.need(caller);
        if (need != Guard.Need.NOTHING) return new Change.Needs(need);
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

    private Change set(Tables tables, Caller.Root caller, SealedValue sealed, String event) {
        Sessions.endAllBut(tables, caller);
        var account = caller.account().id();
        Principal principal =
                tables.principals()
                        .find(account, caller.principal().id())
                        .orElseThrow(Overtaken::new);
        if (!tables.principals().setPassword(principal, sealed, caller.now())) {
            throw new ConcurrentChange();
        }
        tables.sessions().setEpoch(caller.session().id(), principal.epoch() + 1);
        tables.audit().append(caller.event(event, "ChangePassword"));
        notices.passwordChanged(tables, caller.notice());
        return new Change.Done();
    }
}
