package countersign.acceptance;

import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.key.KeyRing;
import countersign.iam.key.SealingKey;
import countersign.iam.key.SealingKeys;
import countersign.iam.mfa.Attempt;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.Enrolments;
import countersign.iam.mfa.Lane;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.MfaRules;
import countersign.iam.mfa.Verification;
import countersign.iam.password.Passwords;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import countersign.iam.session.Proofs;
import countersign.iam.session.Session;
import countersign.iam.session.SessionLimits;
import countersign.otp.OtpCode;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The process that is killed: it assigns devices and spends codes as fast as it can, and writes a
 * line for each thing only after the store has acknowledged it.
 */
final class CrashLoad {
    static final Client CLIENT = new Client("127.0.0.1", "crash", Optional.empty());

    private final SqliteStore store;
    private final Iam iam;
    private final Account account;
    private final Principal root;

    private CrashLoad(SqliteStore store, Iam iam, Account account) {
        this.store = store;
        this.iam = iam;
        this.account = account;
        this.root =
                store.read(tables ->
                                tables.principals()
                                        .find(account.id(), PrincipalId.root(account.id())))
                        .orElseThrow();
    }

    static Iam iam(SqliteStore store, Path keyFile, SecureRandom random)
            throws java.io.IOException {
        SealingKey key = SealingKey.parse(Files.readString(keyFile).strip());
        KeyRing ring = new KeyRing(() -> new SealingKeys(List.of(key)), random);
        return Iam.assemble(
                store,
                ring,
                new Passwords(ring, random, 1, 1),
                random,
                new Iam.Settings(
                        MfaRules.HARDENED.withChecks(1_000_000),
                        SessionLimits.ROOT,
                        () -> "http://127.0.0.1",
                        Optional.empty()));
    }

    /** Arguments: database, key file, account ids (a thread each), instant to begin at. */
    public static void main(String[] arguments) throws Exception {
        var store = SqliteStore.open(Path.of(arguments[0]), "crash");
        Iam iam = iam(store, Path.of(arguments[1]), new SecureRandom());
        Instant start = Instant.parse(arguments[2]);
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        for (int index = 3; index < arguments.length; index++) {
            AccountId id = new AccountId(arguments[index]);
            Account account = store.read(tables -> tables.accounts().find(id)).orElseThrow();
            Thread.ofPlatform().start(() -> new CrashLoad(store, iam, account).run(start));
        }
        Thread.currentThread().join();
    }

    private void run(Instant start) {
        Instant now = start;
        for (int device = 0; ; device++) {
            Caller.SignedIn caller = caller(now);
            var name = new DeviceName("d" + start.getEpochSecond() + "-" + device);
            var begun = (Enrolments.Begun.Started) iam.enrolments().begin(caller, name);
            String id = begun.enrolment().id();
            Seed seed = iam.enrolments().seed(caller, id).orElseThrow();
            OtpCode first = code(seed, now);
            now = now.plusSeconds(30);
            var assigned =
                    (Enrolments.Assignment.Assigned)
                            iam.enrolments().assign(caller(now), id, first, code(seed, now));
            say("assigned " + assigned.device().id() + " " + seed.revealBase32());
            for (int use = 0; use < 20; use++) {
                now = now.plusSeconds(30);
                spend(assigned.device(), seed, now);
            }
            now = now.plusSeconds(30);
            say("removing " + assigned.device().id());
            iam.devices()
                    .remove(
                            caller(now),
                            assigned.device().id(),
                            assigned.device().id(),
                            code(seed, now));
            say("removed " + assigned.device().id());
        }
    }

    private void spend(MfaDevice device, Seed seed, Instant now) {
        if (verify(device, seed, now)) say("spent " + device.id() + " " + now);
        if (verify(device, seed, now)) say("twice " + device.id() + " " + now);
    }

    private boolean verify(MfaDevice device, Seed seed, Instant now) {
        var attempt =
                new Attempt(account, root, device.id(), Lane.CONSOLE, now, CLIENT, "CheckMfa");
        return iam.verifier().verify(attempt, code(seed, now), (_, _) -> true)
                instanceof Verification.Accepted<Boolean>;
    }

    /** A session that has just proved everything. */
    private Caller.SignedIn caller(Instant now) {
        var present =
                store.read(tables -> tables.principals().find(account.id(), root.id()))
                        .orElseThrow();
        var proofs =
                Proofs.password(now)
                        .with(
                                new Proofs.Mfa(
                                        new countersign.iam.mfa.DeviceId("x"),
                                        new countersign.iam.mfa.SerialNumber("x"),
                                        now));
        var session =
                new Session(
                        "s" + account.id() + "-" + now,
                        "series" + account.id(),
                        account.id(),
                        root.id(),
                        present.epoch(),
                        now,
                        now,
                        proofs,
                        "127.0.0.1",
                        "crash");
        store.write(tables -> {
            tables.sessions().deleteOthers(account.id(), root.id(), "");
            tables.sessions().insert(session);
            return true;
        });
        return new Caller.SignedIn(account, present, session, now, CLIENT);
    }

    static OtpCode code(Seed seed, Instant at) {
        return Totp.STANDARD.codeAt(seed, Totp.STANDARD.stepAt(at));
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
