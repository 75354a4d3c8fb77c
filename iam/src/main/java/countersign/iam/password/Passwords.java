package countersign.iam.password;

import countersign.iam.account.AccountId;
import countersign.iam.key.KeyService;
import countersign.iam.key.SealedPlace;
import countersign.iam.key.SealedValue;
import countersign.iam.principal.PrincipalId;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * Hashes and checks passwords, on a small pool of platform threads of its own: a hash takes tens of
 * milliseconds of a core and 19 MiB, so a flood of sign-ins queues here and pages are still served.
 * A full queue refuses with {@link HashingBusy}.
 */
public final class Passwords implements AutoCloseable {
    private final KeyService keys;
    private final RandomGenerator random;
    private final ThreadPoolExecutor pool;
    private final Semaphore places;
    private final byte[] nobodysHash;
    private final LongAdder begun = new LongAdder();

    /**
     * A pool of hashing threads.
     *
     * @param threads how many hashes are computed at once
     * @param waiting how many may wait
     */
    public Passwords(KeyService keys, RandomGenerator random, int threads, int waiting) {
        this.keys = keys;
        this.random = random;
        this.pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().name("argon2-", 0).daemon().factory());
        this.places = new Semaphore(threads + waiting);
        this.nobodysHash = Argon2.hash(Password.of("nobody has this password"), random);
    }

    /**
     * Takes a place among the hashes under way and waiting. Whoever checks a password takes it
     * before the try is counted: what was never looked at must not have been counted.
     *
     * @throws HashingBusy there is none
     */
    public Place takePlace() {
        if (!places.tryAcquire()) throw new HashingBusy();
        return places::release;
    }

    /** A place among the hashes, until it is closed. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Hashes and seals {@code password} for one principal. */
    public SealedValue seal(Password password, AccountId account, PrincipalId principal) {
        try (Place _ = takePlace()) {
            byte[] hash = onPool(() -> Argon2.hash(password, random));
            return keys.seal(hash, place(account, principal));
        }
    }

    /** As {@link #seal}, and once more for the list of passwords that the user had. */
    UserPasswords.Sealed sealForUser(Password password, AccountId account, PrincipalId user) {
        try (Place _ = takePlace()) {
            byte[] hash = onPool(() -> Argon2.hash(password, random));
            return new UserPasswords.Sealed(
                    keys.seal(hash, place(account, user)),
                    keys.seal(hash, rememberedPlace(account, user)));
        }
    }

    /** Whether a user had this password before. Needs a {@link Place}. */
    boolean matchesRemembered(
            Password password, SealedValue remembered, AccountId account, PrincipalId user) {
        byte[] hash = keys.open(remembered, rememberedPlace(account, user));
        return onPool(() -> Argon2.verify(password, hash));
    }

    /**
     * Whether {@code password} is the one that was sealed for this principal. Needs a {@link
     * Place}.
     */
    public boolean matches(
            Password password, SealedValue sealed, AccountId account, PrincipalId principal) {
        byte[] hash = keys.open(sealed, place(account, principal));
        return onPool(() -> Argon2.verify(password, hash));
    }

    /** Takes as long as a real check and says nothing: for names that nobody has. */
    public void matchNobody(Password password) {
        onPool(() -> Argon2.verify(password, nobodysHash));
    }

    private static SealedPlace place(AccountId account, PrincipalId principal) {
        return new SealedPlace("password", account.digits(), principal.text(), principal.text(), 0);
    }

    /** Another one: an old password cannot be put back by moving bytes. */
    private static SealedPlace rememberedPlace(AccountId account, PrincipalId user) {
        return new SealedPlace("password_history", account.digits(), user.text(), user.text(), 0);
    }

    private <T> T onPool(Callable<T> work) {
        Future<T> result;
        try {
            result = pool.submit(work);
            begun.increment();
        } catch (RejectedExecutionException e) {
            throw new HashingBusy();
        }
        return await(result);
    }

    private static <T> T await(Future<T> result) {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.cancel(true);
            throw new HashingBusy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing a password", e.getCause());
        }
    }

    /** Hashes begun since the start. */
    public long begun() {
        return begun.sum();
    }

    /** Hashes under way and waiting. */
    public int load() {
        return pool.getActiveCount() + pool.getQueue().size();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
