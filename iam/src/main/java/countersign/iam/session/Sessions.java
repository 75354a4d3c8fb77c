package countersign.iam.session;

import countersign.iam.Client;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.Token;
import countersign.iam.account.AccountId;
import countersign.iam.password.PasswordPolicy;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds, lists, renews and ends sessions. */
public final class Sessions {
    private static final Duration SEEN_GRAIN = Duration.ofMinutes(1);

    private final Store store;
    private final Ids ids;
    private final SessionLimits limits;

    public Sessions(Store store, Ids ids, SessionLimits limits) {
        this.store = store;
        this.ids = ids;
        this.limits = limits;
    }

    /**
     * Who holds this cookie; empty when the session has ended.
     *
     * @param system the system's instant at which the request arrived
     */
    public Optional<Caller.SignedIn> find(Token token, Client client, Instant system) {
        Optional<Caller.SignedIn> found = store.read(tables -> find(tables, token, client, system));
        found.filter(caller -> isDue(caller.session(), caller.now()))
                .ifPresent(caller ->
                        store.submit(tables -> {
                            tables.sessions().seen(caller.session().id(), caller.now());
                            return true;
                        }));
        return found;
    }

    private Optional<Caller.SignedIn> find(
            Tables tables, Token token, Client client, Instant system) {
        Optional<Session> session = tables.sessions().find(token.id());
        if (session.isEmpty()) return Optional.empty();
        Session found = session.get();
        var account = tables.accounts().find(found.account());
        var principal = tables.principals().find(found.account(), found.principal());
        if (account.isEmpty() || principal.isEmpty()) return Optional.empty();
        Instant now = account.get().timeAt(system);
        boolean alive =
                isAlive(found, now)
                        && found.epoch() == principal.get().epoch()
                        && !PasswordPolicy.closesConsole(tables, principal.get(), now);
        return alive
                ? Optional.of(
                        new Caller.SignedIn(
                                account.get(),
                                principal.get(),
                                found,
                                now,
                                client,
                                mustChangePassword(tables, principal.get(), now)))
                : Optional.empty();
    }

    private static boolean mustChangePassword(Tables tables, Principal principal, Instant now) {
        if (principal.isRoot()) return false;
        return principal.passwordResetRequired()
                || tables.passwordPolicies()
                        .find(principal.account())
                        .filter(policy -> policy.isExpired(principal, now))
                        .isPresent();
    }

    private static boolean isDue(Session session, Instant now) {
        return now.isAfter(session.lastSeenAt().plus(SEEN_GRAIN))
                || now.isBefore(session.lastSeenAt());
    }

    private boolean isAlive(Session session, Instant now) {
        return now.isBefore(session.lastSeenAt().plus(limits.idle()))
                && now.isBefore(session.createdAt().plus(limits.absolute()));
    }

    /** The caller's sessions that are alive, newest first. */
    public List<Session> list(Caller.SignedIn caller) {
        return store.read(tables ->
                tables
                        .sessions()
                        .ofPrincipal(caller.account().id(), caller.principal().id())
                        .stream()
                        .filter(session -> isAlive(session, caller.now()))
                        .filter(session -> session.epoch() == caller.principal().epoch())
                        .sorted(Comparator.comparing(Session::createdAt).reversed())
                        .toList());
    }

    /** Ends the session that the caller is in. */
    public void signOut(Caller.SignedIn caller) {
        String event = ids.uuid();
        store.write(tables -> {
            // By its series: another tab may have renewed the id a moment ago.
            tables.sessions().ofPrincipal(caller.account().id(), caller.principal().id()).stream()
                    .filter(it -> it.series().equals(caller.session().series()))
                    .forEach(it -> tables.sessions().delete(it.id()));
            tables.enrolments().deleteOfSession(caller.session().series());
            tables.resyncs().delete(caller.session().series());
            tables.audit().append(caller.event(event, "Logout"));
            return true;
        });
    }

    /** Ends one of the caller's sessions; false when there is none with that series. */
    public boolean end(Caller.SignedIn caller, String series) {
        String event = ids.uuid();
        return store.write(tables -> {
            Optional<Session> ended =
                    tables
                            .sessions()
                            .ofPrincipal(caller.account().id(), caller.principal().id())
                            .stream()
                            .filter(session -> session.series().equals(series))
                            .findFirst();
            if (ended.isEmpty() || !tables.sessions().delete(ended.get().id())) {
                return false;
            }
            tables.enrolments().deleteOfSession(series);
            tables.resyncs().delete(series);
            tables.audit()
                    .append(
                            caller.event(event, "EndSession")
                                    .with("EndedSessionFrom", ended.get().address()));
            return true;
        });
    }

    /** Ends all of the caller's sessions but this one; says how many. */
    public int endOthers(Caller.SignedIn caller) {
        String event = ids.uuid();
        return store.write(tables -> {
            int ended =
                    endSessions(
                            tables,
                            caller.account().id(),
                            caller.principal().id(),
                            caller.session().series());
            tables.audit()
                    .append(
                            caller.event(event, "EndOtherSessions")
                                    .with("Ended", Integer.toString(ended)));
            return ended;
        });
    }

    /**
     * Inside a unit of work: puts the session under a new token after another proof.
     *
     * @throws Overtaken the session has ended in the meantime
     */
    public static void renew(Tables tables, Caller.SignedIn caller, Token next, Proofs proofs) {
        Session renewed = caller.session().renewed(next.id(), proofs, caller.now());
        if (!tables.sessions().replace(caller.session().id(), renewed)) throw new Overtaken();
    }

    /**
     * Inside a unit of work: the caller's session and principal as they are now. A request was let
     * in before its unit of work began; by then its session may have been ended.
     *
     * @throws Overtaken the session has ended in the meantime
     */
    public static Current current(Tables tables, Caller.SignedIn caller) {
        var account = caller.account().id();
        var id = caller.principal().id();
        Principal principal = tables.principals().find(account, id).orElseThrow(Overtaken::new);
        Session session =
                tables.sessions().ofPrincipal(account, id).stream()
                        .filter(it -> it.series().equals(caller.session().series()))
                        .filter(it -> it.epoch() == principal.epoch())
                        .findFirst()
                        .orElseThrow(Overtaken::new);
        return new Current(session, principal);
    }

    /** A session and its principal, as stored. */
    public record Current(Session session, Principal principal) {}

    /**
     * Inside a unit of work that has raised the principal's epoch by one: ends everything that the
     * principal holds but this session, which goes on under the new epoch.
     */
    public static void endAllBut(Tables tables, Current kept) {
        Principal principal = kept.principal();
        endAll(tables, principal, kept.session().series());
        tables.sessions().setEpoch(kept.session().id(), principal.epoch() + 1);
    }

    /**
     * Inside a unit of work: ends the principal's sessions, with the enrolments that were begun in
     * them, its pending sign-ins, and addresses that nobody has confirmed.
     *
     * @param keptSeries the session that lives on; none with ""
     */
    public static void endAll(Tables tables, Principal principal, String keptSeries) {
        endSessions(tables, principal.account(), principal.id(), keptSeries);
        tables.pendingSignIns().deleteOf(principal.account(), principal.id());
        tables.addresses().deleteUnconfirmed(principal.account(), principal.id());
    }

    private static int endSessions(
            Tables tables, AccountId account, PrincipalId principal, String keptSeries) {
        tables.enrolments().deleteOthers(account, principal, keptSeries);
        tables.sessions().ofPrincipal(account, principal).stream()
                .map(Session::series)
                .filter(series -> !series.equals(keptSeries))
                .forEach(tables.enrolments()::deleteOfSession);
        return tables.sessions().deleteOthers(account, principal, keptSeries);
    }
}
