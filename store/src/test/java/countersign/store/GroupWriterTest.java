package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import countersign.iam.ConcurrentChange;
import countersign.iam.StoreFailure;
import countersign.iam.Tables;
import countersign.iam.mfa.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of units of work that share a commit. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GroupWriterTest {
    private static final Window WINDOW = Window.at(Instant.EPOCH, Duration.ofMinutes(3));

    @TempDir Path folder;
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder.resolve("countersign.db"), "test");
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** A change that one can see. */
    private static boolean count(Tables tables, String subject) {
        return tables.passwordAttempts().count(subject, "lane", WINDOW, 1_000_000);
    }

    private int counted(String subject) {
        return counted(store, subject);
    }

    /** How often it was counted: a budget of so many would still let one more through. */
    private static int counted(SqliteStore in, String subject) {
        try {
            in.write(tables -> {
                int used = 0;
                while (!tables.passwordAttempts().count(subject, "lane", WINDOW, used + 1)) used++;
                throw new Seen(used);
            });
        } catch (Seen seen) {
            return seen.number;
        }
        throw new AssertionError();
    }

    private static final class Seen extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int number;

        Seen(int number) {
            super("seen", null, false, false);
            this.number = number;
        }
    }

    /** Holds the writer until so many units wait, so that they share a commit. */
    private <T> List<T> together(int units, java.util.function.IntFunction<T> unit) {
        var running = new CountDownLatch(1);
        store.submit(_ -> {
            running.countDown();
            long until = System.nanoTime() + 100_000_000;
            while (System.nanoTime() < until) Thread.onSpinWait();
            return true;
        });
        try {
            running.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Rig.race(units, unit);
    }

    @Test
    void aBodyThatThrowsIsRolledBackAloneAndReachesItsCaller() {
        List<String> outcomes =
                together(
                        20,
                        n -> {
                            try {
                                store.write(tables -> {
                                    count(tables, "subject" + n);
                                    if (n % 2 == 0) throw new IllegalStateException("unit " + n);
                                    return true;
                                });
                                return "stored";
                            } catch (IllegalStateException e) {
                                return e.getMessage();
                            }
                        });
        for (int n = 0; n < 20; n++) {
            assertThat(outcomes.get(n)).isEqualTo(n % 2 == 0 ? "unit " + n : "stored");
            assertThat(counted("subject" + n)).isEqualTo(n % 2);
        }
    }

    @Test
    void anErrorIsItsUnitsOwnAndTheWriterLivesOn() {
        assertThatThrownBy(() ->
                        store.write(tables -> {
                            count(tables, "subject");
                            throw new StackOverflowError();
                        }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(counted("subject")).isZero();
        assertThat(store.<Boolean>write(tables -> count(tables, "subject"))).isTrue();
    }

    @Test
    void aStoreFailureFailsItsGroupAndTheNextGroupWorks() {
        List<Boolean> stored =
                together(
                        10,
                        n -> {
                            try {
                                return store.write(tables -> {
                                    count(tables, "subject" + n);
                                    if (n == 5) throw new StoreFailure("the disk is on fire");
                                    return true;
                                });
                            } catch (StoreFailure e) {
                                assertThat(e).hasMessageContaining("cannot be written");
                                return false;
                            }
                        });
        assertThat(stored.get(5)).isFalse();
        for (int n = 0; n < 10; n++) {
            assertThat(counted("subject" + n)).isEqualTo(stored.get(n) ? 1 : 0);
        }
        assertThat(store.<Boolean>write(tables -> count(tables, "next"))).isTrue();
        assertThat(counted("next")).isEqualTo(1);
    }

    @Test
    void aBrokenConstraintIsItsUnitsOwn() {
        List<Boolean> stored =
                together(
                        6,
                        n -> {
                            try {
                                return store.write(tables -> {
                                    count(tables, "subject" + n);
                                    if (n == 0) tables.sandbox().reset();
                                    if (n == 3) insertForNobody(tables);
                                    return true;
                                });
                            } catch (StoreFailure e) {
                                return false;
                            }
                        });
        assertThat(stored).containsExactly(true, true, true, false, true, true);
        assertThat(counted("subject3")).isZero();
    }

    private static void insertForNobody(Tables tables) {
        var account = new countersign.iam.account.AccountId("000000000000");
        tables.passwordLinks()
                .insert(
                        new countersign.iam.recovery.PasswordLink(
                                "link",
                                account,
                                countersign.iam.principal.PrincipalId.root(account),
                                0,
                                Instant.EPOCH));
    }

    @Test
    void aConcurrentChangeRunsTheBodyAgainFromTheStart() {
        var runs = new AtomicInteger();
        assertThat(
                        store.<Integer>write(tables -> {
                            count(tables, "subject");
                            if (runs.incrementAndGet() < 4) throw new ConcurrentChange();
                            return runs.get();
                        }))
                .isEqualTo(4);
        assertThat(counted("subject")).isEqualTo(1);
    }

    @Test
    void aChangeThatIsAlwaysOvertakenFailsInTheEnd() {
        assertThatThrownBy(() ->
                        store.write(tables -> {
                            count(tables, "subject");
                            throw new ConcurrentChange();
                        }))
                .isInstanceOf(StoreFailure.class);
        assertThat(counted("subject")).isZero();
    }

    @Test
    void nestedUnitsAreRefusedInsteadOfWaitingForThemselves() {
        assertThatThrownBy(() -> store.write(_ -> store.write(tables -> count(tables, "inner"))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.write(_ -> store.read(_ -> true)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.read(_ -> store.read(_ -> true)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.read(_ -> store.write(_ -> true)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.<Boolean>read(_ -> true)).isTrue();
    }

    @Test
    void aReaderCannotWriteAndSeesOnlyWhatIsCommitted() {
        assertThatThrownBy(() -> store.read(tables -> count(tables, "subject")))
                .isInstanceOf(StoreFailure.class);
        assertThat(counted("subject")).isZero();
    }

    @Test
    void whoWritesToAClosedStoreIsToldSoAndNobodyWaitsForEver() {
        var outcomes =
                Rig.race(
                        40,
                        n -> {
                            if (n == 20) store.close();
                            try {
                                return store.<Boolean>write(tables -> count(tables, "subject"));
                            } catch (StoreFailure e) {
                                return false;
                            }
                        });
        assertThat(outcomes).contains(false);
        assertThatThrownBy(() -> store.write(_ -> true))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("the store is closed");
        int stored = (int) outcomes.stream().filter(it -> it).count();
        store = SqliteStore.open(folder.resolve("countersign.db"), "test");
        assertThat(counted("subject")).isEqualTo(stored);
    }

    @Test
    void twoProcessesOnOneFileLoseNothing() {
        try (var other = SqliteStore.open(folder.resolve("countersign.db"), "other")) {
            SqliteStore[] nodes = {store, other};
            Rig.race(400, n -> nodes[n % 2].<Boolean>write(tables -> count(tables, "subject")));
            assertThat(counted("subject")).isEqualTo(400);
            assertThat(counted(other, "subject")).isEqualTo(400);
        }
    }

    /** Records of reads: whoever writes next finds them, and nobody has to. */
    @Test
    void whatNobodyWaitsForIsStoredBeforeTheNextThatSomebodyWaitsFor() {
        for (int i = 0; i < 5; i++) store.submit(tables -> count(tables, "later"));
        store.write(tables -> count(tables, "now"));
        assertThat(counted("later")).isEqualTo(5);
    }

    @Test
    void whatNobodyWaitsForIsStoredWhenTheStoreCloses() {
        store.submit(tables -> count(tables, "later"));
        store.close();
        open();
        assertThat(counted("later")).isEqualTo(1);
    }

    /** More than can gather: the callers wait, and nothing is lost. */
    @Test
    void aFloodOfThemIsStoredToTheLast() {
        for (int i = 0; i < 5_000; i++) store.submit(tables -> count(tables, "flood"));
        assertThat(counted("flood")).isEqualTo(5_000);
    }

    @Test
    void oneOfThemThatThrowsTakesNoneOfTheOthersAlong() {
        store.submit(tables -> count(tables, "before"));
        store.submit(tables -> {
            count(tables, "broken");
            throw new IllegalStateException("broken");
        });
        store.submit(tables -> count(tables, "after"));
        assertThat(List.of(counted("before"), counted("broken"), counted("after")))
                .containsExactly(1, 0, 1);
    }

    /** A reader keeps its snapshot for the next one, but never past a commit of this process. */
    @Test
    void aReadSeesWhatWasWrittenBeforeIt() {
        for (int i = 1; i <= 200; i++) {
            Duration offset = Duration.ofSeconds(i);
            store.write(tables -> {
                tables.sandbox().setOffset(offset);
                return true;
            });
            assertThat(store.<Duration>read(tables -> tables.sandbox().offset())).isEqualTo(offset);
        }
    }
}
