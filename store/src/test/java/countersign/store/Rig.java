package countersign.store;

import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.Store;
import countersign.iam.Token;
import countersign.iam.account.Account;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.key.KeyRing;
import countersign.iam.key.SealedPlace;
import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import countersign.iam.mfa.Attempt;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Enrolment;
import countersign.iam.mfa.Enrolments;
import countersign.iam.mfa.Lane;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.MfaRules;
import countersign.iam.mfa.SerialNumber;
import countersign.iam.mfa.Verification;
import countersign.iam.password.Password;
import countersign.iam.password.Passwords;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The services over a real store, one account, and a clock that the test moves. */
final class Rig implements AutoCloseable {
    static final EmailAddress ROOT = new EmailAddress("root@example.com");
    static final Password PASSWORD = Password.of("correct horse battery");
    static final Password WRONG_PASSWORD = Password.of("wrong horse battery");
    static final Client CLIENT = new Client("203.0.113.7", "test", Optional.empty());

    /** Start of a step and of a budget window, so that nothing rolls over by surprise. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Store store;
    final Iam iam;
    final KeyRing keys;
    final Passwords passwords;
    final Account account;
    Client client = CLIENT;
    Instant now = START;

    Rig(Store store, MfaRules rules) {
        SecureRandom random = new SecureRandom();
        SealingKey key = SealingKey.random(random);
        this.store = store;
        this.keys = new KeyRing(() -> new SealingKeys(List.of(key)), random);
        this.passwords = new Passwords(keys, random, 2, 1_000);
        this.iam = assemble(rules);
        this.account = create(ROOT);
    }

    /** As {@code rig} was, over another opening of its store or under other rules. */
    Rig(Rig rig, Store store, MfaRules rules) {
        this.store = store;
        this.keys = rig.keys;
        this.passwords = rig.passwords;
        this.iam = assemble(rules);
        this.account = rig.account;
        this.now = rig.now;
    }

    Iam assemble(MfaRules rules) {
        return Iam.assemble(
                store,
                keys,
                passwords,
                new SecureRandom(),
                new Iam.Settings(
                        rules,
                        SessionLimits.ROOT,
                        () -> "http://127.0.0.1:8080",
                        Optional.of(new EmailAddress("support@example.com"))));
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

    Principal root() {
        return root(account);
    }

    Principal root(Account of) {
        return store.read(tables ->
                tables.principals().find(of.id(), PrincipalId.root(of.id())).orElseThrow());
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** To the next step, where an unspent code is shown. */
    void nextStep() {
        pass(Duration.ofSeconds(30));
    }

    /** To a budget window in which nothing was tried. */
    void nextWindow() {
        pass(iam.rules().budget().window());
    }

    PasswordOutcome password() {
        return password(PASSWORD);
    }

    PasswordOutcome password(Password password) {
        return iam.signIn().password(ROOT, password, client, now);
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
        return iam.signIn().code(pending, phone.device().id(), code, client, now);
    }

    /** A check of a code by whoever knows the password, without the sign-in around it. */
    Verification<Boolean> check(Phone phone, OtpCode code) {
        return iam.verifier().verify(attempt(phone), code, (_, _) -> true);
    }

    Attempt attempt(Phone phone) {
        return attempt(phone, Lane.CONSOLE);
    }

    Attempt attempt(Phone phone, Lane lane) {
        return new Attempt(account, root(), phone.device().id(), lane, now, client, "CheckMfa");
    }

    Caller.SignedIn caller(Token session) {
        return find(session).orElseThrow();
    }

    Optional<Caller.SignedIn> find(Token session) {
        return iam.sessions().find(session, client, now);
    }

    Enrolment begin(Token session, String name) {
        var begun = iam.enrolments().begin(caller(session), new DeviceName(name));
        return ((Enrolments.Begun.Started) begun).enrolment();
    }

    Seed seed(Token session, Enrolment enrolment) {
        return iam.enrolments().seed(caller(session), enrolment.id()).orElseThrow();
    }

    /** Types the codes that a phone shows a step before {@code at} and at {@code at}. */
    Enrolments.Assignment assign(Token session, Enrolment enrolment, Seed seed, Instant at) {
        return iam.enrolments()
                .assign(
                        caller(session),
                        enrolment.id(),
                        codeAt(seed, at.minusSeconds(30)),
                        codeAt(seed, at));
    }

    /** Enrols a phone whose clock is right; a step passes. */
    Phone enrol(Token session, String name) {
        return enrol(session, name, Duration.ZERO);
    }

    /** Enrols a phone whose pair is {@code ahead} of now; a step passes. */
    Phone enrol(Token session, String name, Duration ahead) {
        Enrolment enrolment = begin(session, name);
        Seed seed = seed(session, enrolment);
        nextStep();
        var assignment = assign(session, enrolment, seed, now.plus(ahead));
        MfaDevice device = ((Enrolments.Assignment.Assigned) assignment).device();
        iam.enrolments().end(caller(session), enrolment.id());
        return new Phone(seed, device);
    }

    /** A device that is simply there, with a seed of the test's choice. */
    Phone insert(Account of, String name, Seed seed) {
        var id = new DeviceId(name + "-id");
        var owner = PrincipalId.root(of.id());
        var place = new SealedPlace("mfa_device", of.id().digits(), owner.text(), id.text(), 0);
        var deviceName = new DeviceName(name);
        var device =
                new MfaDevice(
                        of.id(),
                        id,
                        SerialNumber.of(of.id(), deviceName),
                        deviceName,
                        "/",
                        Optional.of(owner),
                        keys.seal(seed.revealForSealing(), place),
                        now,
                        Optional.of(now),
                        Optional.empty(),
                        0,
                        MfaDevice.NO_STEP,
                        MfaDevice.NO_STEP,
                        false,
                        0,
                        0);
        store.write(tables -> tables.devices().insert(device));
        return new Phone(seed, device);
    }

    MfaDevice row(Phone phone) {
        return store.read(tables ->
                tables.devices().find(phone.device().account(), phone.device().id()).orElseThrow());
    }

    List<MfaDevice> devices() {
        return iam.devices().of(account, root());
    }

    Devices.Removal remove(Token session, Phone removed, Phone prover) {
        return iam.devices()
                .remove(
                        caller(session),
                        removed.device().id(),
                        prover.device().id(),
                        prover.code(now));
    }

    static OtpCode codeAt(Seed seed, Instant at) {
        return Totp.STANDARD.codeAt(seed, Totp.STANDARD.stepAt(at));
    }

    /** What its owner holds. */
    record Phone(Seed seed, MfaDevice device) {
        OtpCode code(Instant at) {
            return codeAt(seed, at);
        }

        /** A code that this phone shows at no time for hours around {@code at}. */
        OtpCode wrongCode(Instant at) {
            long step = Totp.STANDARD.stepAt(at);
            for (int number = 0; ; number++) {
                var code = new OtpCode("%06d".formatted(number));
                if (Totp.STANDARD.matches(seed, code, step - 2_000, step + 2_000).length == 0) {
                    return code;
                }
            }
        }
    }

    /** Runs {@code body} on so many threads that start together. */
    static <T> List<T> race(int threads, IntFunction<T> body) {
        CountDownLatch start = new CountDownLatch(threads);
        List<Future<T>> running = new ArrayList<>();
        List<T> results = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                running.add(
                        pool.submit(() -> {
                            start.countDown();
                            start.await();
                            return body.apply(number);
                        }));
            }
            for (Future<T> each : running) results.add(each.get());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a racing thread failed", e);
        }
        return results;
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
                                .map(mail ->
                                        "To: "
                                                + mail.to()
                                                + "\n"
                                                + mail.subject()
                                                + "\n"
                                                + mail.text())
                                .toList());
        return String.join("\n----\n", mails);
    }

    /** Waits for what was handed to the writer without waiting. */
    void settle() {
        store.write(_ -> true);
    }

    /** The token in the newest mail with a link of that kind: {@code reset} or {@code address}. */
    Token mailedLink(String kind) {
        Matcher link = Pattern.compile("/signin/" + kind + "/([A-Za-z0-9_-]{43})").matcher(mail());
        if (!link.find()) throw new AssertionError("no link was mailed");
        return Token.parse(link.group(1)).orElseThrow();
    }

    /** Asks for a new password and opens the mail. */
    Token resetLink() {
        iam.passwordReset().request(ROOT, client, now);
        settle();
        return mailedLink("reset");
    }

    /** Registers and confirms a second address. */
    void confirmAddress(Token session, String email) {
        iam.addresses().add(caller(session), new EmailAddress(email));
        iam.addresses().confirm(mailedLink("address"), client, now);
    }

    @Override
    public void close() {
        passwords.close();
        if (store instanceof SqliteStore sqlite) sqlite.close();
    }
}
