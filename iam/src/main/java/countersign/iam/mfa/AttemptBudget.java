package countersign.iam.mfa;

import countersign.iam.Ids;
import countersign.iam.Tables;
import countersign.iam.audit.AuditEvent;
import countersign.iam.credential.SessionClaims;
import countersign.iam.mail.Notices;
import java.time.Instant;

/**
 * Counts tries before anything is looked at, and closes a lane after too many wrong ones in a row.
 *
 * <p>The count commits in a transaction of its own, before the code is evaluated: a try that is
 * then rolled back, cut off or run in parallel has been counted all the same.
 */
final class AttemptBudget {
    /** So many wrong codes in a row behind a right password are told to the owner. */
    private static final int WORTH_A_MAIL = 5;

    private final MfaRules rules;
    private final Ids ids;
    private final Notices notices;

    AttemptBudget(MfaRules rules, Ids ids, Notices notices) {
        this.rules = rules;
        this.ids = ids;
        this.notices = notices;
    }

    /** What counting came to. */
    sealed interface Counted {
        record Go() implements Counted {}

        record Over(Instant until) implements Counted {}

        record Closed() implements Counted {}
    }

    Counted count(Tables tables, Attempt attempt, SerialNumber serial) {
        Lane lane = rules.counted(attempt.lane());
        var account = attempt.account().id();
        var attempts = tables.attempts();
        if (closes() && attempts.failures(account, attempt.device(), lane) >= closesAfter()) {
            return new Counted.Closed();
        }
        Window window = Window.at(attempt.now(), rules.budget().window());
        if (!attempts.count(account, serial, lane, window, rules.budget().checks())) {
            return new Counted.Over(window.end());
        }
        if (closes()) attempts.countFailure(account, attempt.device(), lane);
        return new Counted.Go();
    }

    /** After a right code. */
    void right(Tables tables, Attempt attempt) {
        if (closes()) {
            tables.attempts()
                    .clearFailures(
                            attempt.account().id(),
                            attempt.device(),
                            rules.counted(attempt.lane()));
        }
    }

    /** After a wrong one: the last of too many closes the lane, and its owner is told. */
    void wrong(Tables tables, Attempt attempt, SerialNumber serial) {
        if (!closes()) return;
        Lane lane = rules.counted(attempt.lane());
        var account = attempt.account().id();
        var attempts = tables.attempts();
        int inARow = attempts.failures(account, attempt.device(), lane);
        if (inARow == WORTH_A_MAIL && attempt.isOfAssignedDevice()) {
            notices.wrongCodes(
                    tables, event(attempt), serial.arn(), inARow, attempt.issuer().isPresent());
        }
        if (inARow < closesAfter()) return;
        if (!attempts.close(account, attempt.device(), lane)) return;
        tables.audit()
                .append(
                        AuditEvent.of(
                                        ids.uuid(),
                                        account,
                                        attempt.now(),
                                        AuditEvent.User.of(attempt.owner()),
                                        "CloseMFALane",
                                        attempt.client())
                                .on(serial.arn())
                                .with("Lane", lane.text()));
        attempt.issuer().ifPresent(issuer -> suspend(tables, attempt, issuer));
        if (lane.equals(Lane.CONSOLE)) notices.laneClosed(tables, event(attempt), serial.arn());
    }

    /** Who holds a key and guesses codes with it has one less: the owner's other ways stay open. */
    private void suspend(Tables tables, Attempt attempt, SessionClaims.Issuer issuer) {
        if (!tables.accessKeys().suspend(issuer.account(), issuer.accessKeyId())) return;
        var account = tables.accounts().find(issuer.account());
        var owner = tables.principals().find(issuer.account(), issuer.principal());
        if (account.isEmpty() || owner.isEmpty()) return;
        notices.keySuspended(
                tables,
                new Notices.Event(account.get(), owner.get(), attempt.now(), attempt.client()),
                issuer.accessKeyId());
    }

    static Notices.Event event(Attempt attempt) {
        return new Notices.Event(
                attempt.account(), attempt.owner(), attempt.now(), attempt.client());
    }

    private boolean closes() {
        return closesAfter() < Integer.MAX_VALUE;
    }

    private int closesAfter() {
        return rules.budget().closesAfter();
    }
}
