package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import countersign.iam.Iam;
import countersign.iam.Page;
import countersign.iam.Refused;
import countersign.iam.Token;
import countersign.iam.accesskey.AccessKeys;
import countersign.iam.account.Account;
import countersign.iam.account.EmailAddress;
import countersign.iam.authorization.Unit;
import countersign.iam.credential.SigningKeys;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.password.Password;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.permission.PermissionTable.Inline;
import countersign.iam.principal.Principal;
import countersign.iam.role.Roles;
import countersign.iam.session.Caller;
import countersign.iam.signin.CodeOutcome;
import countersign.iam.signin.PasswordOutcome;
import countersign.iam.sts.Issued;
import countersign.iam.sts.RoleSessions;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Users, keys, roles and devices in a rig's account, made by its administrator with a key. */
final class Crew {
    static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
    static final Password PASSWORD = Password.of("Tr0ub4dor and three");
    static final String ALLOW_ALL = allow("*", "*");

    final Rig rig;
    final Account account;
    final Key admin;

    Crew(Rig rig) {
        this(rig, rig.account);
    }

    /** A crew in another account of the same server. */
    Crew(Rig rig, Account account) {
        this.rig = rig;
        this.account = account;
        Caller.SignedIn root = root();
        iam().users().create(root, "admin", "/", Optional.empty(), List.of());
        iam().ownedPolicies().attach(root, Kind.USER, "admin", ADMINISTRATOR);
        admin = new Key(iam().accessKeys().create(root, Optional.of("admin")));
    }

    /** A crew with a user "ada" who has this policy and a password. */
    static Crew withAda(Rig rig, String policy) {
        Crew crew = new Crew(rig);
        crew.user("ada", policy);
        crew.password("ada");
        return crew;
    }

    /** A user and its access key. */
    record Key(AccessKeys.Created made) {
        String user() {
            return made.userName().orElse("");
        }

        String id() {
            return made.id();
        }
    }

    private Iam iam() {
        return rig.iam;
    }

    /** The root user, freshly signed in; only while it has no device. */
    Caller.SignedIn root() {
        var email = account.equals(rig.account) ? Rig.ROOT : new EmailAddress("root2@example.com");
        var outcome = iam().signIn().password(email, Rig.PASSWORD, rig.client, rig.now);
        return rig.caller(((PasswordOutcome.SignedIn) outcome).session());
    }

    Caller.Api admin() {
        return by(admin);
    }

    /** A request that was signed with a user's key now. */
    Caller.Api by(Key key) {
        return find(key.id(), Optional.empty());
    }

    /** A request that was signed with session credentials now. */
    Caller.Api by(Issued issued) {
        return find(issued.claims().accessKeyId(), Optional.of(issued.token()));
    }

    private Caller.Api find(String keyId, Optional<String> token) {
        var found = look(keyId, token);
        if (found instanceof SigningKeys.Found.Active(var _, Caller.Api caller)) return caller;
        throw new AssertionError("the credential is " + found);
    }

    SigningKeys.Found look(Issued issued) {
        return look(issued.claims().accessKeyId(), Optional.of(issued.token()));
    }

    SigningKeys.Found look(String keyId, Optional<String> token) {
        return iam().signingKeys().find(keyId, token, rig.client, rig.now);
    }

    /** A user with a key and this inline policy. */
    Key user(String name, String policy) {
        iam().users().create(admin(), name, "/", Optional.empty(), List.of());
        put(name, policy);
        return new Key(iam().accessKeys().create(admin(), Optional.of(name)));
    }

    /** A user with a key that may do everything. */
    Key user(String name) {
        return user(name, ALLOW_ALL);
    }

    void put(String user, String policy) {
        iam().ownedPolicies().putInline(admin(), Kind.USER, user, new Inline("p", policy));
    }

    Principal principal(String user) {
        return rig.store.read(
                tables -> tables.principals().findUser(account.id(), user).orElseThrow());
    }

    /** Unique id of a user, inside a unit of work. */
    static String id(Unit unit, String user) {
        return unit.tables()
                .principals()
                .findUser(unit.accountId(), user)
                .orElseThrow()
                .id()
                .text();
    }

    void password(String user) {
        iam().loginProfiles().create(admin(), Optional.of(user), PASSWORD, false);
    }

    PasswordOutcome signInOutcome(String user, Password password) {
        return iam().signIn()
                .passwordOfUser(account.id().digits(), user, password, rig.client, rig.now);
    }

    /** Signs a user in who has a password and no device. */
    Caller.SignedIn signIn(String user) {
        return rig.caller(((PasswordOutcome.SignedIn) signInOutcome(user, PASSWORD)).session());
    }

    /** Signs a user in who has a password and a device. */
    Caller.SignedIn signIn(String user, Rig.Phone phone) {
        Token pending = ((PasswordOutcome.CodeNeeded) signInOutcome(user, PASSWORD)).pending();
        var outcome = rig.code(pending, phone, phone.code(rig.now));
        return rig.caller(((CodeOutcome.SignedIn) outcome).session());
    }

    /** A device that is nobody's. */
    Rig.Phone device(String name) {
        var created = iam().virtualDevices().create(admin(), new DeviceName(name), "/", List.of());
        return new Rig.Phone(created.seed(), created.device());
    }

    /** A device that an administrator enabled for a user; a step passes. */
    Rig.Phone enabled(String user, String name) {
        Rig.Phone phone = device(name);
        rig.nextStep();
        enable(admin(), user, phone, Duration.ZERO);
        return new Rig.Phone(phone.seed(), rig.row(phone));
    }

    void enable(Caller.Authenticated caller, String user, Rig.Phone phone, Duration ahead) {
        iam().enabling()
                .enable(
                        caller,
                        user,
                        phone.device().serial().arn(),
                        first(phone.seed(), ahead),
                        second(phone.seed(), ahead));
    }

    void resync(Caller.Authenticated caller, String user, Rig.Phone phone, Duration ahead) {
        iam().enabling()
                .resync(
                        caller,
                        user,
                        phone.device().serial().arn(),
                        first(phone.seed(), ahead),
                        second(phone.seed(), ahead));
    }

    private OtpCode first(Seed seed, Duration ahead) {
        return Rig.codeAt(seed, rig.now.plus(ahead).minusSeconds(30));
    }

    private OtpCode second(Seed seed, Duration ahead) {
        return Rig.codeAt(seed, rig.now.plus(ahead));
    }

    MfaDevice row(Rig.Phone phone) {
        return rig.row(phone);
    }

    /** GetSessionToken with a code of the phone. */
    Issued session(Key key, Rig.Phone phone) {
        return session(key, phone, phone.code(rig.now));
    }

    Issued session(Key key, Rig.Phone phone, OtpCode code) {
        return session(key, Optional.of(phone.device().serial().arn()), Optional.of(code.digits()));
    }

    Issued session(Key key, Optional<String> serial, Optional<String> code) {
        return iam().securityTokens().sessionToken(by(key), Optional.empty(), serial, code);
    }

    /** A role that this trust policy lets be assumed. */
    Roles.View role(String name, String trust) {
        return iam().roles()
                .create(
                        admin(),
                        new Roles.Wanted(
                                name,
                                "/",
                                trust,
                                Optional.empty(),
                                Duration.ofHours(1),
                                Optional.empty(),
                                List.of()));
    }

    Issued assume(Caller.Api caller, String roleArn) {
        return iam().roleSessions().assume(caller, wanted(roleArn));
    }

    static RoleSessions.Wanted wanted(String roleArn) {
        return wanted(roleArn, Optional.empty(), Optional.empty());
    }

    static RoleSessions.Wanted wanted(
            String roleArn, Optional<String> serial, Optional<String> code) {
        return new RoleSessions.Wanted(
                roleArn,
                "session",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                serial,
                code,
                Optional.empty());
    }

    static String allow(String action, String resource) {
        return document("Allow", action, resource, "{}");
    }

    static String document(String effect, String action, String resource, String condition) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"%s","Resource":"%s",\
        "Condition":%s}]}\
        """
                .formatted(effect, action, resource, condition);
    }

    static String trust(String principalArn) {
        return trust(principalArn, "{}");
    }

    static String trust(String principalArn, String condition) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},\
        "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Condition":%s}]}\
        """
                .formatted(principalArn, condition);
    }

    static Page page(String after, int most) {
        return new Page("/", after, most);
    }

    /** Asserts that it is refused so. */
    static void refused(Refused.Code code, String text, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).as(text).isInstanceOf(Refused.class);
        Refused refused = (Refused) thrown;
        assertThat(refused.code() + ": " + refused.text()).isEqualTo(code + ": " + text);
    }
}
