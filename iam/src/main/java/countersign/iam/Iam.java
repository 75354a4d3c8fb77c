package countersign.iam;

import countersign.iam.accesskey.AccessKeys;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.KeyService;
import countersign.iam.mail.Addresses;
import countersign.iam.mail.Notices;
import countersign.iam.mfa.CodeVerifier;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Enrolments;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.PasswordChange;
import countersign.iam.password.PasswordRules;
import countersign.iam.password.Passwords;
import countersign.iam.recovery.LostDevices;
import countersign.iam.recovery.PasswordReset;
import countersign.iam.session.SessionLimits;
import countersign.iam.session.Sessions;
import countersign.iam.signin.PasswordCheck;
import countersign.iam.signin.Reauthentication;
import countersign.iam.signin.SignIn;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The services of this module, wired by hand. */
public record Iam(
        MfaRules rules,
        Accounts accounts,
        AccessKeys accessKeys,
        SignIn signIn,
        Reauthentication reauthentication,
        Sessions sessions,
        Enrolments enrolments,
        Devices devices,
        CodeVerifier verifier,
        PasswordChange passwordChange,
        PasswordReset passwordReset,
        LostDevices lostDevices,
        Addresses addresses) {

    /**
     * What an operator can choose.
     *
     * @param publicUrl where the console is reached, for links in mail; no slash at the end
     * @param support where requests of people who lost a device are mailed to
     */
    public record Settings(
            MfaRules rules,
            SessionLimits sessionLimits,
            Supplier<String> publicUrl,
            Optional<EmailAddress> support) {}

    public static Iam assemble(
            Store store,
            KeyService keys,
            Passwords passwords,
            RandomGenerator random,
            Settings settings) {
        var ids = new Ids(random);
        var notices = new Notices(ids, settings.publicUrl());
        var passwordRules = PasswordRules.withCommonPasswords();
        var verifier = new CodeVerifier(store, keys, settings.rules(), ids, notices);
        var devices = new Devices(store, keys, settings.rules(), verifier, ids, notices);
        var passwordCheck = new PasswordCheck(store, passwords, ids, notices);
        return new Iam(
                settings.rules(),
                new Accounts(store, passwords, passwordRules, ids),
                new AccessKeys(store, keys, settings.rules(), ids),
                new SignIn(store, passwordCheck, verifier, devices, ids, notices),
                new Reauthentication(store, passwordCheck, verifier, ids),
                new Sessions(store, ids, settings.sessionLimits()),
                new Enrolments(store, keys, settings.rules(), ids, notices),
                devices,
                verifier,
                new PasswordChange(store, passwords, passwordRules, devices, ids, notices),
                new PasswordReset(store, passwords, passwordRules, ids, notices),
                new LostDevices(store, ids, notices, settings.support()),
                new Addresses(store, devices, ids, notices));
    }
}
