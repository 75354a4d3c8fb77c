package countersign.iam.session;

import countersign.iam.Client;
import countersign.iam.account.Account;
import countersign.iam.audit.AuditEvent;
import countersign.iam.mail.Notices;
import countersign.iam.principal.Principal;
import java.time.Instant;

/** Who asks for something, with the proofs that were given and the time of the request. */
public sealed interface Caller {
    Instant now();

    Client client();

    /** A root user in the console. */
    record Root(Account account, Principal principal, Session session, Instant now, Client client)
            implements Caller {
        public Proofs proofs() {
            return session.proofs();
        }

        public AuditEvent event(String id, String name) {
            return AuditEvent.of(
                    id, account.id(), now, AuditEvent.User.root(account.id()), name, client);
        }

        public Notices.Event notice() {
            return new Notices.Event(account, principal, now, client);
        }
    }

    /** Whoever may run commands on the server's machine. */
    record Operator(Instant now, Client client) implements Caller {}
}
