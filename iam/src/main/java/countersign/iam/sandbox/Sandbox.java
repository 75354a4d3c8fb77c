package countersign.iam.sandbox;

import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.mail.Mail;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A clock that tests can move, and a database that they can empty. */
public final class Sandbox {
    private static final int MOST_MAIL = 1_000;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Store store;

    public Sandbox(Store store) {
        this.store = store;
    }

    /** How a clock is moved. It ticks on from there. */
    public sealed interface Move {
        record Advance(Duration by) implements Move {}

        record To(Instant now) implements Move {}

        record FollowSystem() implements Move {}
    }

    /** The sandbox's time. */
    public Instant now(Instant system) {
        return store.read(tables -> system.plus(tables.sandbox().offset()));
    }

    /** One account's time; empty when there is no such account. */
    public Optional<Instant> now(AccountId account, Instant system) {
        return store.read(tables -> tables.accounts().find(account).map(it -> it.timeAt(system)));
    }

    /**
     * Moves the time of all accounts; says what it is now.
     *
     * @throws IllegalArgumentException the time would be before 1970 or after 9999
     */
    public Instant move(Move move, Instant system) {
        return store.write(tables -> {
            List<Account> before = tables.accounts().list();
            switch (move) {
                case Move.Advance(Duration by) -> {
                    Duration offset = sum(tables.sandbox().offset(), by);
                    tables.sandbox().setOffset(checked(system, offset));
                    tables.sandbox().advanceOwnClocks(by);
                }
                case Move.To(Instant now) ->
                        setAll(tables, checked(system, Duration.between(system, now)));
                case Move.FollowSystem _ -> setAll(tables, Duration.ZERO);
            }
            for (Account account : before) forget(tables, account, system);
            return system.plus(tables.sandbox().offset());
        });
    }

    private static void setAll(Tables tables, Duration offset) {
        tables.sandbox().setOffset(offset);
        tables.sandbox().clearOwnClocks();
    }

    /**
     * Moves one account's own time; empty when there is no such account.
     *
     * @throws IllegalArgumentException as in {@link #move(Move, Instant)}
     */
    public Optional<Instant> move(AccountId id, Move move, Instant system) {
        return store.write(tables -> {
            Optional<Account> before = tables.accounts().find(id);
            if (before.isEmpty()) return Optional.empty();
            Duration offset =
                    switch (move) {
                        case Move.Advance(Duration by) -> sum(before.get().clockOffset(), by);
                        case Move.To(Instant now) -> Duration.between(system, now);
                        case Move.FollowSystem _ -> Duration.ZERO;
                    };
            tables.sandbox().setOffset(id, checked(system, offset));
            forget(tables, before.get(), system);
            return Optional.of(system.plus(offset));
        });
    }

    private static Duration sum(Duration one, Duration other) {
        try {
            return one.plus(other);
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    /** Refuses a time for which no code is defined or no date can be written. */
    private static Duration checked(Instant system, Duration offset) {
        try {
            Instant now = system.plus(offset);
            if (now.isBefore(Instant.EPOCH) || now.isAfter(LATEST)) throw outOfRange();
            return offset;
        } catch (DateTimeException | ArithmeticException e) {
            throw outOfRange();
        }
    }

    private static IllegalArgumentException outOfRange() {
        return new IllegalArgumentException("a sandbox's time is between 1970 and 9999");
    }

    /** When time went back, what was spent after the new time was not spent yet. */
    private static void forget(Tables tables, Account before, Instant system) {
        Account after = tables.accounts().find(before.id()).orElseThrow();
        Instant now = system.plus(checked(system, after.clockOffset()));
        if (now.isBefore(before.timeAt(system))) {
            tables.sandbox().forgetAfter(before.id(), now);
        }
    }

    public boolean delete(AccountId account) {
        return store.write(tables -> tables.sandbox().delete(account));
    }

    public void reset() {
        store.write(tables -> {
            tables.sandbox().reset();
            return true;
        });
    }

    /** Mail of this sandbox, newest first. */
    public List<Mail> mail() {
        return store.read(tables -> tables.mail().newest(MOST_MAIL));
    }
}
