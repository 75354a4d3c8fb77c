package countersign.iam.password;

import countersign.iam.ConcurrentChange;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Tables;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.Unit;
import countersign.iam.mfa.Guard;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Sessions;
import java.time.Instant;
import java.util.Optional;

/**
 * Console passwords of IAM users: given by an administrator, changed by the user. Hashing is slow
 * and happens before the unit of work, after a first look at whether the caller may.
 */
public final class LoginProfiles {
    private final Operations operations;
    private final UserPasswords passwords;
    private final Guard guard;
    private final OldPassword old;

    /**
     * Passwords of IAM users.
     *
     * @param guard what somebody must have proved whose own password it is
     * @param old how the old password is checked: where everybody's is
     */
    public LoginProfiles(
            Operations operations, UserPasswords passwords, Guard guard, OldPassword old) {
        this.operations = operations;
        this.passwords = passwords;
        this.guard = guard;
        this.old = old;
    }

    /** A user and its login profile (IAM LoginProfile). */
    public record Profile(String userName, Instant createdAt, boolean resetRequired) {}

    /** CreateLoginProfile. */
    public Profile create(
            Caller.Authenticated caller,
            Optional<String> userName,
            Password password,
            boolean resetRequired) {
        Action action = Action.CREATE_LOGIN_PROFILE;
        Principal seen = operations.read(caller, action, unit -> creatable(unit, userName));
        UserPasswords.Sealed sealed = checkedAndSealed(caller, seen, password);
        return operations.change(
                caller,
                action,
                unit -> {
                    Principal user = creatable(unit, userName);
                    requireSame(seen, user);
                    UserPasswords.setAndEndSessions(unit.tables(), user, sealed, unit.now());
                    unit.tables()
                            .principals()
                            .setLoginProfile(user.account(), user.id(), unit.now(), resetRequired);
                    return new Profile(name(user), unit.now(), resetRequired);
                });
    }

    private Principal creatable(Unit unit, Optional<String> userName) {
        Principal user = unit.userOrSelf(userName);
        guard.requireForPassword(unit, user);
        if (user.isRoot()) {
            throw new Refused(
                    Code.EntityAlreadyExists,
                    "Login Profile for account " + unit.accountId() + " already exists.");
        }
        if (hasPassword(unit.tables(), user)) {
            throw new Refused(
                    Code.EntityAlreadyExists,
                    "Login Profile for user " + name(user) + " already exists.");
        }
        return user;
    }

    private static boolean hasPassword(Tables tables, Principal user) {
        return tables.principals().password(user.account(), user.id()).isPresent();
    }

    private static String name(Principal user) {
        return user.userName().orElse("");
    }

    /** The hash is of the user that was seen first: for another one nothing may be set. */
    private static void requireSame(Principal seen, Principal now) {
        if (!seen.id().equals(now.id())) throw changedMeanwhile();
    }

    /** To repeat the unit of work would not help: what was seen before it is over. */
    private static Refused changedMeanwhile() {
        return new Refused(
                Code.ConcurrentModification,
                "The user was changed by another request at the same time. Try again.");
    }

    private UserPasswords.Sealed checkedAndSealed(
            Caller.Authenticated caller, Principal user, Password password) {
        Optional<PasswordPolicy> policy =
                operations.read(
                        caller,
                        Action.GET_LOGIN_PROFILE,
                        unit -> unit.tables().passwordPolicies().find(unit.accountId()));
        boolean good =
                passwords.weakness(user, password).isEmpty()
                        && UserPasswords.conforms(password, policy);
        if (!good) throw UserPasswords.violation();
        return passwords.seal(password, user);
    }

    /** GetLoginProfile. */
    public Profile get(Caller.Authenticated caller, Optional<String> userName) {
        return operations.read(
                caller,
                Action.GET_LOGIN_PROFILE,
                unit -> {
                    Principal user = existing(unit, userName);
                    return new Profile(
                            name(user),
                            user.loginProfileAt().orElse(user.createdAt()),
                            user.passwordResetRequired());
                });
    }

    private static Principal existing(Unit unit, Optional<String> userName) {
        Principal user = unit.userOrSelf(userName);
        if (!hasPassword(unit.tables(), user)) {
            throw new Refused(
                    Code.NoSuchEntity,
                    "Login Profile for User "
                            + user.userName().orElse("null")
                            + " cannot be found.");
        }
        return user;
    }

    private Principal changing(Unit unit, Optional<String> userName) {
        guard.requireForPassword(unit, unit.userOrSelf(userName));
        return existing(unit, userName);
    }

    /** UpdateLoginProfile: a new password, or whether it must be changed, or both. */
    public void update(
            Caller.Authenticated caller,
            String userName,
            Optional<Password> password,
            Optional<Boolean> resetRequired) {
        Action action = Action.UPDATE_LOGIN_PROFILE;
        Principal seen =
                operations.read(caller, action, unit -> changing(unit, Optional.of(userName)));
        Optional<UserPasswords.Sealed> sealed =
                password.map(it -> checkedAndSealed(caller, seen, it));
        operations.change(
                caller,
                action,
                unit -> {
                    Principal user = changing(unit, Optional.of(userName));
                    requireSame(seen, user);
                    sealed.ifPresent(it ->
                            UserPasswords.setAndEndSessions(unit.tables(), user, it, unit.now()));
                    unit.tables()
                            .principals()
                            .setLoginProfile(
                                    user.account(),
                                    user.id(),
                                    user.loginProfileAt().orElse(unit.now()),
                                    resetRequired.orElse(user.passwordResetRequired()));
                    return user;
                });
    }

    /** DeleteLoginProfile: the user can no longer sign in to the console. */
    public void delete(Caller.Authenticated caller, Optional<String> userName) {
        operations.change(
                caller,
                Action.DELETE_LOGIN_PROFILE,
                unit -> {
                    Principal user = changing(unit, userName);
                    if (user.isRoot()) {
                        throw new Refused(
                                Code.AccessDenied,
                                "The root user's password is managed by the root user in the"
                                        + " console.");
                    }
                    if (!unit.tables().principals().removePassword(user)) {
                        throw new ConcurrentChange();
                    }
                    Sessions.endAll(unit.tables(), user, "");
                    return user;
                });
    }

    /** ChangePassword over the API: by an IAM user, its own. Counted as a sign-in is. */
    public void change(Caller.Authenticated caller, Password oldPassword, Password next) {
        Action action = Action.CHANGE_PASSWORD;
        Principal self = self(caller);
        Principal seen = operations.read(caller, action, unit -> changeable(unit, self));
        if (!old.isRight(caller, seen, oldPassword)) {
            throw new Refused(Code.AccessDenied, "The old password was incorrect.");
        }
        if (next.isSame(oldPassword)) throw UserPasswords.violation();
        var before =
                operations.read(caller, action, unit -> UserPasswords.refused(unit.tables(), seen));
        if (passwords.isReused(next, seen, before)) throw UserPasswords.violation();
        UserPasswords.Sealed sealed = checkedAndSealed(caller, seen, next);
        operations.change(
                caller,
                action,
                unit -> {
                    Principal user = changeable(unit, self);
                    if (user.epoch() != seen.epoch()) throw changedMeanwhile();
                    UserPasswords.setAndEndSessions(unit.tables(), user, sealed, unit.now());
                    UserPasswords.changed(unit.tables(), user, unit.now());
                    return user;
                });
    }

    private static Principal self(Caller.Authenticated caller) {
        return caller.subject()
                .self()
                .filter(it -> !it.isRoot())
                .orElseThrow(() ->
                        new Refused(
                                Code.InvalidUserType,
                                "Only IAM Users can change their own password"));
    }

    /** How an old password is checked: counted first, and one hash is computed in any case. */
    @FunctionalInterface
    public interface OldPassword {
        boolean isRight(Caller.Authenticated caller, Principal user, Password typed);
    }

    /** A policy may let every user change its own password; else it needs the permission. */
    private Principal changeable(Unit unit, Principal self) {
        Principal user = permitted(unit, self);
        guard.requireForPassword(unit, user);
        return user;
    }

    private static Principal permitted(Unit unit, Principal self) {
        boolean everybody =
                unit.tables()
                        .passwordPolicies()
                        .find(unit.accountId())
                        .filter(PasswordPolicy::allowUsersToChange)
                        .isPresent();
        return everybody
                ? unit.tables()
                        .principals()
                        .find(self.account(), self.id())
                        .orElseThrow(() -> Refused.noSuchUser(name(self)))
                : unit.self();
    }
}
