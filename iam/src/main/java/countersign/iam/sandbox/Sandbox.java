package countersign.iam.sandbox;

import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.mail.Mail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A clock that tests can move, and a database that they can empty. */
public final class Sandbox {
    private static final int MOST_MAIL = 1_000;

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

    /** Moves the time of all accounts; says what it is now. */
    public Instant move(Move move, Instant system) {
        return store.write(tables -> {
            List<Account> before = tables.accounts().list();
            switch (move) {
                case Move.Advance(Duration by) -> {
                    tables.sandbox().setOffset(tables.sandbox().offset().plus(by));
                    tables.sandbox().advanceOwnClocks(by);
                }
                case Move.To(Instant now) -> setAll(tables, Duration.between(system, now));
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

    /** Moves one account's own time; empty when there is no such account. */
    public Optional<Instant> move(AccountId id, Move move, Instant system) {
        return store.write(tables -> {
            Optional<Account> before = tables.accounts().find(id);
            if (before.isEmpty()) return Optional.empty();
            Duration offset =
                    switch (move) {
                        case Move.Advance(Duration by) -> before.get().clockOffset().plus(by);
                        case Move.To(Instant now) -> Duration.between(system, now);
                        case Move.FollowSystem _ -> Duration.ZERO;
                    };
            tables.sandbox().setOffset(id, offset);
            forget(tables, before.get(), system);
            return Optional.of(system.plus(offset));
        });
    }

    /** When time went back, what was spent after the new time was not spent yet. */
    private static void forget(Tables tables, Account before, Instant system) {
        Instant now = tables.accounts().find(before.id()).orElseThrow().timeAt(system);
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
