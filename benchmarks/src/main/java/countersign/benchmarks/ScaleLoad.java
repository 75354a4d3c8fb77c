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
import countersign.iam.principal.Identity;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import countersign.iam.session.Caller;
import countersign.iam.session.SessionLimits;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.store.SqliteStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether many devices make the work slower: the same verifications and look-ups over a database of
 * 1,000 devices and over one of many more, in turn, and the ratio of their 99th percentiles.
 *
 * <pre>  ScaleLoad FOLDER DEVICES RUNS</pre>
 */
final class ScaleLoad {
    private static final int FEW = 1_000;
    private static final int USERS_OF_AN_ACCOUNT = 4_900;
    private static final int CALLERS = 32;
    private static final int UNITS = 500;
    private static final int STEPS_OF_A_RUN = 8;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final String name;
    private final SqliteStore store;
    private final Iam iam;
    private final KeyRing ring;
    private final SecureRandom random = new SecureRandom();
    private final Random picks = new Random(1);
    private final List<Holder> holders = new ArrayList<>();
    private long step = Totp.STANDARD.stepAt(START);

    private record Holder(Account account, Principal user, DeviceId device, Seed seed) {}

    private ScaleLoad(Path folder, String name) {
        this.name = name;
        SealingKey key = SealingKey.random(random);
        this.ring = new KeyRing(() -> new SealingKeys(List.of(key)), random);
        this.store = SqliteStore.open(folder.resolve(name + ".db"), "scale");
        this.iam =
                Iam.assemble(
                        store,
                        ring,
                        new Passwords(ring, random, 1, 1),
                        random,
                        new Iam.Settings(
                                MfaRules.HARDENED,
                                SessionLimits.ROOT,
                                () -> "http://127.0.0.1",
                                Optional.empty()));
    }

    public static void main(String[] words) throws InterruptedException {
        Path folder = Path.of(words[0]);
        int many = Integer.parseInt(words[1]);
        ScaleLoad small = new ScaleLoad(folder, "few");
        ScaleLoad large = new ScaleLoad(folder, "many");
        small.make(FEW);
        large.make(many);
        small.run();
        large.run();
        List<Tail> ratios = new ArrayList<>();
        for (int run = 0; run < Integer.parseInt(words[2]); run++) {
            Tail few = small.run();
            Tail more = large.run();
            ratios.add(new Tail(more.verify() / few.verify(), more.look() / few.look()));
            System.out.printf(
                    Locale.ROOT,
                    "p99 with %,d and %,d devices: verification %.2f and %.2f ms, look-up %.3f and"
                            + " %.3f ms%n",
                    FEW,
                    many,
                    few.verify(),
                    more.verify(),
                    few.look(),
                    more.look());
        }
        System.out.printf(
                Locale.ROOT,
                "median ratio of the p99: verification %.2f, look-up %.2f%n",
                median(ratios.stream().map(Tail::verify).toList()),
                median(ratios.stream().map(Tail::look).toList()));
        small.store.close();
        large.store.close();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** 99th percentiles, in milliseconds (or a ratio of them). */
    private record Tail(double verify, double look) {}

    private void make(int devices) {
        while (holders.size() < devices) {
            int some = Math.min(USERS_OF_AN_ACCOUNT, devices - holders.size());
            Account account = account(holders.size());
            for (int first = 0; first < some; first += UNITS) {
                List<Holder> made = new ArrayList<>();
                List<MfaDevice> rows = new ArrayList<>();
                for (int i = first; i < Math.min(some, first + UNITS); i++) {
                    add(account, i, made, rows);
                }
                store.write(tables -> {
                    for (int i = 0; i < made.size(); i++) {
                        tables.principals().insert(made.get(i).user());
                        tables.devices().insert(rows.get(i));
                    }
                    return true;
                });
                holders.addAll(made);
            }
            if (holders.size() % (20 * USERS_OF_AN_ACCOUNT) == 0) {
                System.err.printf("%s: %,d of %,d devices%n", name, holders.size(), devices);
            }
        }
    }

    private Account account(int number) {
        var wanted =
                new Accounts.Wanted(
                        new EmailAddress("root" + number + "@example.com"),
                        "Example",
                        Optional.empty(),
                        Optional.empty());
        var made = iam.accounts().create(wanted, new Caller.Operator(START, Client.operator()));
        return ((Accounts.Creation.Created) made).account();
    }

    private void add(Account account, int number, List<Holder> made, List<MfaDevice> rows) {
        Ids ids = new Ids(random);
        Principal user =
                Principal.made(
                        account.id(),
                        new PrincipalId(ids.unique("AIDA", 21)),
                        new Identity.User("user-" + number, "/", Optional.empty()),
                        START);
        Seed seed = Seed.random(random);
        DeviceId id = new DeviceId(ids.uuid());
        DeviceName device = new DeviceName("user-" + number);
        var place =
                new SealedPlace(
                        "mfa_device", account.id().digits(), user.id().text(), id.text(), 0);
        rows.add(
                new MfaDevice(
                        account.id(),
                        id,
                        SerialNumber.of(account.id(), device),
                        device,
                        "/",
                        Optional.of(user.id()),
                        ring.seal(seed.revealForSealing(), place),
                        START,
                        Optional.of(START),
                        Optional.empty(),
                        0,
                        MfaDevice.NO_STEP,
                        MfaDevice.NO_STEP,
                        false,
                        0,
                        0));
        made.add(new Holder(account, user, id, seed));
    }

    /** As many devices in either database, each at most once a step, as real ones are used. */
    private Tail run() throws InterruptedException {
        List<long[]> verified = new ArrayList<>();
        List<long[]> looked = new ArrayList<>();
        for (int i = 0; i < STEPS_OF_A_RUN; i++) {
            step++;
            List<Holder> some =
                    picks.ints(0, holders.size())
                            .distinct()
                            .limit(FEW)
                            .mapToObj(holders::get)
                            .toList();
            Instant now = Instant.ofEpochSecond(step * 30);
            verified.add(timed(some, holder -> verify(holder, now)));
            looked.add(timed(some, this::look));
        }
        return new Tail(percentile(verified), percentile(looked));
    }

    private static double percentile(List<long[]> all) {
        long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return sorted[sorted.length * 99 / 100] / 1e6;
    }

    /** What is done for one device. */
    @FunctionalInterface
    private interface Work {
        void on(Holder holder);
    }

    private static long[] timed(List<Holder> holders, Work work) throws InterruptedException {
        long[] nanos = new long[holders.size()];
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int at = next.getAndIncrement();
                                        at < nanos.length;
                                        at = next.getAndIncrement()) {
                                    long begun = System.nanoTime();
                                    work.on(holders.get(at));
                                    nanos[at] = System.nanoTime() - begun;
                                }
                            }));
        }
        for (Thread thread : threads) thread.join();
        return nanos;
    }

    private void verify(Holder holder, Instant now) {
        var attempt =
                new Attempt(
                        holder.account(),
                        holder.user(),
                        holder.device(),
                        Lane.CONSOLE,
                        now,
                        Client.operator(),
                        "CheckMfa");
        var code = Totp.STANDARD.codeAt(holder.seed(), Totp.STANDARD.stepAt(now));
        var verified = iam.verifier().verify(attempt, code, (_, _) -> true);
        if (!(verified instanceof Verification.Accepted<Boolean>)) {
            throw new IllegalStateException(verified.toString());
        }
    }

    private void look(Holder holder) {
        boolean found =
                store.read(tables -> {
                    var user =
                            tables.principals()
                                    .findUser(
                                            holder.account().id(),
                                            holder.user().userName().orElseThrow());
                    return user.isPresent()
                            && tables.devices()
                                            .ofPrincipal(holder.account().id(), user.get().id())
                                            .size()
                                    == 1;
                });
        if (!found) throw new IllegalStateException("a device is gone");
    }
}
