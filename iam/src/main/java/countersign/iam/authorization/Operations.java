package countersign.iam.authorization;

import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Refused;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.audit.AuditEvent;
import countersign.iam.credential.Liveness;
import countersign.iam.session.Caller;
import countersign.iam.session.Sessions;
import java.util.Optional;

/**
 * Runs management operations, for both faces: authorised, changed and recorded in one unit of work.
 */
public final class Operations {
    private final Store store;
    private final Authorizer authorizer;
    private final Liveness liveness;
    private final Ids ids;

    public Operations(Store store, Authorizer authorizer, Liveness liveness, Ids ids) {
        this.store = store;
        this.authorizer = authorizer;
        this.liveness = liveness;
        this.ids = ids;
    }

    /** What an operation does. It authorises by the unit before it does anything. */
    @FunctionalInterface
    public interface Body<T> {
        T in(Unit unit);
    }

    public Ids ids() {
        return ids;
    }

    public Authorizer authorizer() {
        return authorizer;
    }

    /**
     * Runs an operation that changes users, groups, roles, policies or what belongs to them.
     *
     * @throws Refused with AWS's code and text; nothing is changed
     */
    public <T> T change(Caller.Authenticated caller, Action action, Body<T> body) {
        String event = ids.uuid();
        try {
            return changed(caller, action, body, event);
        } catch (Refused e) {
            if (caller instanceof Caller.SignedIn) recordRefusal(caller, action, e, event);
            throw e;
        }
    }

    /** Of a request to the API the edge writes it, whatever refused it. */
    private void recordRefusal(
            Caller.Authenticated caller, Action action, Refused refusal, String event) {
        var why = new AuditEvent.Failure(Optional.of(refusal.code().name()), refusal.text());
        AuditEvent record = caller.event(event, action.wireName()).refused(why);
        store.submit(tables -> {
            tables.audit().append(record);
            return true;
        });
    }

    private <T> T changed(Caller.Authenticated caller, Action action, Body<T> body, String event) {
        T value =
                store.write(tables -> {
                    requireAlive(tables, caller);
                    Unit unit = new Unit(tables, caller, action, authorizer);
                    T result = body.in(unit);
                    // Drawn here and not before: a stamp that was rolled back must not come again.
                    tables.accounts().setIamStamp(caller.account().id(), ids.random().nextLong());
                    tables.audit().append(done(unit, event));
                    return result;
                });
        caller.recorded();
        return value;
    }

    /**
     * Runs a step of an operation that writes its own record, or none.
     *
     * @throws Refused with AWS's code and text; nothing is changed
     */
    public <T> T step(Caller.Authenticated caller, Action action, Body<T> body) {
        return store.write(tables -> {
            requireAlive(tables, caller);
            return body.in(new Unit(tables, caller, action, authorizer));
        });
    }

    private static AuditEvent done(Unit unit, String event) {
        AuditEvent done = unit.caller().event(event, unit.action().wireName());
        return unit.resource().equals("*") ? done : done.on(unit.resource());
    }

    /**
     * Runs an operation that changes nothing.
     *
     * @throws Refused with AWS's code and text
     */
    public <T> T read(Caller.Authenticated caller, Action action, Body<T> body) {
        return store.read(tables -> body.in(new Unit(tables, caller, action, authorizer)));
    }

    /**
     * A request was let in before its unit of work began; by then its credential may have ended.
     */
    private void requireAlive(Tables tables, Caller.Authenticated caller) {
        switch (caller) {
            case Caller.SignedIn signedIn -> requireSession(tables, signedIn);
            case Caller.Api api -> liveness.require(tables, api);
        }
    }

    private static void requireSession(Tables tables, Caller.SignedIn caller) {
        try {
            Sessions.current(tables, caller);
        } catch (Overtaken _) {
            throw new Refused(Refused.Code.ExpiredToken, "This session has ended: sign in again.");
        }
    }
}
