package countersign.iam.password;

import countersign.iam.ConcurrentChange;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Authorizer;
import countersign.iam.authorization.Denial;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.mail.Notices;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Guard;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.PlaceTable.Kind;
import countersign.iam.session.Sessions;
import java.time.Instant;
import java.util.Optional;

/**
 * Changes the password of somebody who is signed in. Needs the same fresh proof as a change of the
 * devices, so that a session left open cannot be turned into an account.
 */
public final class PasswordChange {
    private final Store store;
    private final UserPasswords users;
    private final Authorizer authorizer;
    private final Devices devices;
    private final Ids ids;
    private final Notices notices;

    public PasswordChange(
            Store store,
            UserPasswords users,
            Authorizer authorizer,
            Devices devices,
            Ids ids,
            Notices notices) {
        this.store = store;
        this.users = users;
        this.authorizer = authorizer;
        this.devices = devices;
        this.ids = ids;
        this.notices = notices;
    }

    /** What it came to. */
    public sealed interface Change {
        /** Done; all other sessions have ended. */
        record Done() implements Change {}

        record Needs(Guard.Need need) implements Change {}

        /** Policies do not let the user change its password. */
        record Forbidden(Denial denial) implements Change {}

        /** Not as the account's password policy wants it, or one that the user had before. */
        record AgainstPolicy(String text) implements Change {}

        /** It is the password that the user has now. */
        record Same() implements Change {}

        record Weak(PasswordRules.Weakness weakness) implements Change {}

        /** Somebody else changed the account at the same time: look again. */
        record Overtaken() implements Change {}
    }

    /** Sets {@code next}, if the session has proved the old one in the last minutes. */
    public Change change(Caller.SignedIn caller, Password next) {
        Guard.Need need = devices.need(caller);
        if (need != Guard.Need.NOTHING) return new Change.Needs(need);
        if (!Guard.hasPasswordNow(caller)) return new Change.Needs(Guard.Need.FRESH_PASSWORD);
        Optional<PasswordRules.Weakness> weakness = users.weakness(caller.principal(), next);
        Optional<Denial> denial = store.read(tables -> denial(tables, caller));
        if (denial.isPresent()) return new Change.Forbidden(denial.get());
        if (weakness.isPresent()) return new Change.Weak(weakness.get());
        if (isSame(caller.principal(), next)) return new Change.Same();
        if (!conforms(caller.principal(), next)) {
            return new Change.AgainstPolicy(UserPasswords.violation().text());
        }
        UserPasswords.Sealed sealed = users.seal(next, caller.principal());
        String event = ids.uuid();
        try {
            return store.write(tables -> set(tables, caller, sealed, event));
        } catch (Overtaken _) {
            return new Change.Overtaken();
        }
    }

    /** Who must change the password may; others need the permission, or a policy for everybody. */
    private Optional<Denial> denial(Tables tables, Caller.SignedIn caller) {
        boolean free =
                caller.mustChangePassword()
                        || tables.passwordPolicies()
                                .find(caller.account().id())
                                .filter(PasswordPolicy::allowUsersToChange)
                                .isPresent();
        return free
                ? Optional.empty()
                : authorizer.denial(
                        tables,
                        caller,
                        Action.CHANGE_PASSWORD,
                        caller.principal().arn(),
                        RequestKeys.NONE);
    }

    private boolean isSame(Principal principal, Password next) {
        return users.isPresent(
                next,
                principal,
                store.read(tables ->
                        tables.principals().password(principal.account(), principal.id())));
    }

    /** The account's policy never binds its root user. */
    private boolean conforms(Principal principal, Password next) {
        if (principal.isRoot()) return true;
        var policy = store.read(tables -> tables.passwordPolicies().find(principal.account()));
        if (!UserPasswords.conforms(next, policy)) return false;
        var before = store.read(tables -> UserPasswords.refused(tables, principal));
        return !users.isReused(next, principal, before);
    }

    private Change set(
            Tables tables, Caller.SignedIn caller, UserPasswords.Sealed sealed, String event) {
        Sessions.Current current = Sessions.current(tables, caller);
        Guard.Need need = devices.need(tables, caller);
        if (need != Guard.Need.NOTHING) return new Change.Needs(need);
        Optional<Denial> denial = denial(tables, caller);
        if (denial.isPresent()) return new Change.Forbidden(denial.get());
        Principal principal = current.principal();
        if (principal.isRoot()) {
            setOfRoot(tables, principal, sealed, caller.now());
        } else {
            UserPasswords.set(tables, principal, sealed, caller.now());
            UserPasswords.changed(tables, principal, caller.now());
        }
        Sessions.endAllBut(tables, current);
        forgetOtherBrowsers(tables, caller);
        tables.audit().append(caller.event(event, "ChangePassword"));
        notices.passwordChanged(tables, caller.notice());
        return new Change.Done();
    }

    private static void setOfRoot(
            Tables tables, Principal root, UserPasswords.Sealed sealed, Instant now) {
        if (!tables.principals().setPassword(root, sealed.present(), now)) {
            throw new ConcurrentChange();
        }
    }

    /** Who knew the old password may have signed in: only this browser stays a known one. */
    private static void forgetOtherBrowsers(Tables tables, Caller.SignedIn caller) {
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
