package countersign.store;

import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.Store;
import countersign.iam.Token;
import countersign.iam.account.Account;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.KeyRing;
import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Enrolment;
import countersign.iam.mfa.Enrolments;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.MfaRules;
import countersign.iam.password.Password;
import countersign.iam.password.Passwords;
import countersign.iam.session.Caller;
import countersign.iam.session.SessionLimits;
import countersign.iam.signin.CodeOutcome;
import countersign.iam.signin.PasswordOutcome;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import countersign.otp.Totp;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The services over a real store, one account, and a clock that the test moves. */
final class Rig implements AutoCloseable {
    static final EmailAddress ROOT = new EmailAddress("root@example.com");
    static final Password PASSWORD = Password.of("correct horse battery");
    static final Client CLIENT = new Client("203.0.113.7", "test", Optional.empty());

    /** Middle of a step and start of a budget window, so that nothing rolls over by surprise. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Store store;
    final Iam iam;
    final Passwords passwords;
    final Account account;
    Instant now = START;

    Rig(Store store, MfaRules rules) {
        this.store = store;
        SecureRandom random = new SecureRandom();
        SealingKey key = SealingKey.random(random);
        KeyRing keys = new KeyRing(() -> new SealingKeys(List.of(key)), random);
        this.passwords = new Passwords(keys, random, 2, 1_000);
        this.iam =
                Iam.assemble(
                        store,
                        keys,
                        passwords,
                        random,
                        new Iam.Settings(
                                rules,
                                SessionLimits.ROOT,
                                () -> "http://127.0.0.1:8080",
                                Optional.of(new EmailAddress("support@example.com"))));
        this.account = create(ROOT);
    }

    Account create(EmailAddress email) {
        var creation =
                iam.accounts()
                        .create(
                                new Accounts.Wanted(
                                        email, "Example", Optional.empty(), Optional.of(PASSWORD)),
                                new Caller.Operator(now, Client.operator()));
        return ((Accounts.Creation.Created) creation).account();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** To the next step, where an unspent code is shown. */
    void nextStep() {
        pass(Duration.ofSeconds(30));
    }

    PasswordOutcome password() {
        return iam.signIn().password(ROOT, PASSWORD, CLIENT, now);
    }

    Token pending() {
        return ((PasswordOutcome.CodeNeeded) password()).pending();
    }

    /** Signs in without MFA: there is no device yet. */
    Token signIn() {
        return ((PasswordOutcome.SignedIn) password()).session();
    }

    Token signIn(Phone phone) {
        CodeOutcome outcome = code(pending(), phone, phone.code(now));
        return ((CodeOutcome.SignedIn) outcome).session();
    }

    CodeOutcome code(Token pending, Phone phone, OtpCode code) {
        return iam.signIn().code(pending, phone.device().id(), code, CLIENT, now);
    }

    Caller.Root caller(Token session) {
        return find(session).orElseThrow();
    }

    Optional<Caller.Root> find(Token session) {
        return iam.sessions().find(session, CLIENT, now);
    }

    Enrolment begin(Token session, String name) {
        var begun = iam.enrolments().begin(caller(session), new DeviceName(name));
        return ((Enrolments.Begun.Started) begun).enrolment();
    }

    /** Enrols a phone whose clock is right; a step passes. */
    Phone enrol(Token session, String name) {
        Enrolment enrolment = begin(session, name);
        Seed seed = iam.enrolments().seed(caller(session), enrolment.id()).orElseThrow();
        OtpCode first = codeAt(seed, now);
        nextStep();
        var assignment =
                iam.enrolments().assign(caller(session), enrolment.id(), first, codeAt(seed, now));
        MfaDevice device = ((Enrolments.Assignment.Assigned) assignment).device();
        iam.enrolments().end(caller(session), enrolment.id());
        return new Phone(seed, device);
    }

    static OtpCode codeAt(Seed seed, Instant at) {
        return Totp.STANDARD.codeAt(seed, Totp.STANDARD.stepAt(at));
    }

    /** What its owner holds. */
    record Phone(Seed seed, MfaDevice device) {
        OtpCode code(Instant at) {
            return codeAt(seed, at);
        }
    }

    /** All audit records, joined. */
    String audit() {
        List<String> records =
                store.read(tables ->
                        tables.audit().read(0, 100_000).stream()
                                .map(recorded -> recorded.json())
                                .toList());
        return String.join("\n", records);
    }

    /** All mail, joined, newest first. */
    String mail() {
        List<String> mails =
                store.read(tables ->
                        tables.mail().newest(1_000).stream()
                                .map(mail -> mail.subject() + "\n" + mail.text())
                                .toList());
        return String.join("\n----\n", mails);
    }

    @Override
    public void close() {
        passwords.close();
        if (store instanceof SqliteStore sqlite) sqlite.close();
    }
}
