package countersign.iam.audit;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The record that a request to the API owes. A unit of work that changes something writes it with
 * the change; for everything else the edge writes it afterwards.
 */
public final class CallRecord {
    private final AuditEvent.Call call;
    private final AtomicBoolean written = new AtomicBoolean();

    public CallRecord(AuditEvent.Call call) {
        this.call = call;
    }

    public AuditEvent.Call call() {
        return call;
    }

    /** The unit of work that held the record has committed. */
    public void written() {
        written.set(true);
    }

    public boolean isWritten() {
        return written.get();
    }

    @Override
    public String toString() {
        return "CallRecord[" + call.requestId() + "]";
    }
}
