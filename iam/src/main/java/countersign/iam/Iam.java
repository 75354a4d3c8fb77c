package countersign.iam;

import countersign.iam.accesskey.AccessKeys;
import countersign.iam.account.Accounts;
import countersign.iam.account.Aliases;
import countersign.iam.account.EmailAddress;
import countersign.iam.authorization.Authorizer;
import countersign.iam.authorization.Operations;
import countersign.iam.credential.Liveness;
import countersign.iam.credential.SessionIssuer;
import countersign.iam.credential.SigningKeys;
import countersign.iam.group.Groups;
import countersign.iam.key.KeyService;
import countersign.iam.mail.Addresses;
import countersign.iam.mail.Notices;
import countersign.iam.mfa.CodeVerifier;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Enabling;
import countersign.iam.mfa.Enrolments;
import countersign.iam.mfa.Guard;
import countersign.iam.mfa.MfaRules;
import countersign.iam.mfa.Rights;
import countersign.iam.mfa.VirtualDevices;
import countersign.iam.password.LoginProfiles;
import countersign.iam.password.PasswordChange;
import countersign.iam.password.PasswordPolicies;
import countersign.iam.password.PasswordRules;
import countersign.iam.password.Passwords;
import countersign.iam.password.UserPasswords;
import countersign.iam.permission.Boundaries;
import countersign.iam.permission.ManagedPolicies;
import countersign.iam.permission.OwnedPolicies;
import countersign.iam.permission.PolicyVersions;
import countersign.iam.recovery.LostDevices;
import countersign.iam.recovery.PasswordReset;
import countersign.iam.report.AuthorizationDetails;
import countersign.iam.report.Reports;
import countersign.iam.role.Roles;
import countersign.iam.session.SessionLimits;
import countersign.iam.session.Sessions;
import countersign.iam.signin.PasswordCheck;
import countersign.iam.signin.Reauthentication;
import countersign.iam.signin.SignIn;
import countersign.iam.simulation.Simulator;
import countersign.iam.sts.RoleSessions;
import countersign.iam.sts.SecurityTokens;
import countersign.iam.user.Users;
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
        Addresses addresses,
        Authorizer authorizer,
        Operations operations,
        SigningKeys signingKeys,
        VirtualDevices virtualDevices,
        Enabling enabling,
        SecurityTokens securityTokens,
        RoleSessions roleSessions,
        Roles roles,
        ManagedPolicies managedPolicies,
        PolicyVersions policyVersions,
        OwnedPolicies ownedPolicies,
        Boundaries boundaries,
        Users users,
        Groups groups,
        LoginProfiles loginProfiles,
        PasswordPolicies passwordPolicies,
        Aliases aliases,
        Reports reports,
        AuthorizationDetails authorizationDetails,
        Simulator simulator) {

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
        var passwordCheck = new PasswordCheck(store, passwords, ids, notices);
        var authorizer = new Authorizer();
        var rights = new Rights(authorizer);
        var devices = new Devices(store, keys, settings.rules(), rights, verifier, ids, notices);
        var guard = new Guard(settings.rules());
        var userPasswords = new UserPasswords(passwords, passwordRules);
        var liveness = new Liveness(settings.rules());
        var operations = new Operations(store, authorizer, liveness, ids);
        var accessKeys = new AccessKeys(store, keys, settings.rules(), operations, ids);
        var issuer = new SessionIssuer(keys, settings.rules(), ids);
        return new Iam(
                settings.rules(),
                new Accounts(store, passwords, passwordRules, ids),
                accessKeys,
                new SignIn(store, passwordCheck, verifier, devices, ids, notices),
                new Reauthentication(store, passwordCheck, verifier, ids),
                new Sessions(store, ids, settings.sessionLimits()),
                new Enrolments(store, keys, settings.rules(), rights, ids, notices),
                devices,
                verifier,
                new PasswordChange(store, userPasswords, authorizer, devices, ids, notices),
                new PasswordReset(store, passwords, passwordRules, ids, notices),
                new LostDevices(store, ids, notices, settings.support()),
                new Addresses(store, devices, ids, notices),
                authorizer,
                operations,
                new SigningKeys(store, keys, accessKeys, liveness),
                new VirtualDevices(keys, settings.rules(), operations, notices),
                new Enabling(keys, settings.rules(), operations, devices, notices),
                new SecurityTokens(store, authorizer, verifier, issuer),
                new RoleSessions(store, authorizer, verifier, issuer),
                new Roles(operations),
                new ManagedPolicies(operations),
                new PolicyVersions(operations),
                new OwnedPolicies(operations),
                new Boundaries(operations),
                new Users(operations),
                new Groups(operations),
                new LoginProfiles(operations, userPasswords, guard, passwordCheck::again),
                new PasswordPolicies(operations),
                new Aliases(operations),
                new Reports(operations),
                new AuthorizationDetails(operations),
                new Simulator(operations));
    }
}
