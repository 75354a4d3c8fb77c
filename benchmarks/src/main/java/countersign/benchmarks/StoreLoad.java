package countersign.benchmarks;

import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.Ids;
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
import countersign.iam.mfa.Lane;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.MfaRules;
import countersign.iam.mfa.SerialNumber;
import countersign.iam.mfa.Verification;
import countersign.iam.password.Passwords;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import countersign.iam.session.SessionLimits;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.store.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Accepted verifications, each counted, audited and durable in SQLite, by 32 callers. Every device
 * is used at most once a step, as real ones are.
 */
final class StoreLoad {
    private static final int CALLERS = 32;
    private static final int DEVICES = 4_000;
    private static final int STEPS = 15;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Iam iam;
    private final List<Holder> holders = new ArrayList<>();

    private record Holder(Account account, Principal root, DeviceId device, Seed seed) {}

    private StoreLoad(Iam iam) {
        this.iam = iam;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "store-load");
        SecureRandom random = new SecureRandom();
        SealingKey key = SealingKey.random(random);
        KeyRing ring = new KeyRing(() -> new SealingKeys(List.of(key)), random);
        try (SqliteStore store = SqliteStore.open(folder.resolve("countersign.db"), "load");
                Passwords passwords = new Passwords(ring, random, 1, 1)) {
            Iam iam =
                    Iam.assemble(
                            store,
                            ring,
                            passwords,
                            random,
                            new Iam.Settings(
                                    MfaRules.HARDENED,
                                    SessionLimits.ROOT,
                                    () -> "http://127.0.0.1",
                                    Optional.empty()));
            StoreLoad load = new StoreLoad(iam);
            load.makeDevices(store, ring, random);
            load.run(START, 3);
            int accepted = 0;
            long begun = System.nanoTime();
            for (int step = 4; step < STEPS; step++) accepted += load.run(START, step);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "accepted verifications, 32 callers: %,.0f a second (%,d in %.1f s)%n",
                    accepted / seconds,
                    accepted,
                    seconds);
        }
    }

    private void makeDevices(SqliteStore store, KeyRing ring, SecureRandom random) {
        Ids ids = new Ids(random);
        for (int index = 0; index < DEVICES; index++) {
            var wanted =
                    new Accounts.Wanted(
                            new EmailAddress("root" + index + "@example.com"),
                            "Example",
                            Optional.empty(),
                            Optional.empty());
            var made =
                    (Accounts.Creation.Created)
                            iam.accounts()
                                    .create(wanted, new Caller.Operator(START, Client.operator()));
            Account account = made.account();
            PrincipalId rootId = PrincipalId.root(account.id());
            Seed seed = Seed.random(random);
            DeviceId id = new DeviceId(ids.uuid());
            DeviceName name = DeviceName.OF_ROOT;
            var place =
                    new SealedPlace(
                            "mfa_device", account.id().digits(), rootId.text(), id.text(), 0);
            MfaDevice device =
                    new MfaDevice(
                            account.id(),
                            id,
                            SerialNumber.of(account.id(), name),
                            name,
                            "/",
                            Optional.of(rootId),
                            ring.seal(seed.revealForSealing(), place),
                            START,
                            Optional.of(START),
                            Optional.empty(),
                            0,
                            MfaDevice.NO_STEP,
                            MfaDevice.NO_STEP,
                            false,
                            0,
                            0);
            Principal root =
                    store.write(tables -> {
                        tables.devices().insert(device);
                        return tables.principals().find(account.id(), rootId).orElseThrow();
                    });
            holders.add(new Holder(account, root, id, seed));
        }
    }

    /** Every device once, at step {@code step}; how many were accepted. */
    private int run(Instant start, int step) throws InterruptedException {
        Instant now = start.plusSeconds(30L * step);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int at = next.getAndIncrement();
                                        at < holders.size();
                                        at = next.getAndIncrement()) {
                                    if (verify(holders.get(at), now)) {
                                        accepted.incrementAndGet();
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) thread.join();
        return accepted.get();
    }

    private boolean verify(Holder holder, Instant now) {
        var attempt =
                new Attempt(
                        holder.account(),
                        holder.root(),
                        holder.device(),
                        Lane.CONSOLE,
                        now,
                        Client.operator(),
                        "CheckMfa");
        var code = Totp.STANDARD.codeAt(holder.seed(), Totp.STANDARD.stepAt(now));
        return iam.verifier().verify(attempt, code, (_, _) -> true)
                instanceof Verification.Accepted<Boolean>;
    }
}
