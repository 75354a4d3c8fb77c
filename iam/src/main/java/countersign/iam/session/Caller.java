package countersign.iam.session;

import countersign.iam.Client;
import countersign.iam.account.Account;
import countersign.iam.audit.AuditEvent;
import countersign.iam.audit.CallRecord;
import countersign.iam.authorization.Action;
import countersign.iam.credential.Credential;
import countersign.iam.credential.SessionClaims;
import countersign.iam.mail.Notices;
import countersign.iam.principal.Principal;
import java.time.Instant;
import java.util.Optional;

/** Who asks for something, with the proofs that were given and the time of the request. */
public sealed interface Caller {
    Instant now();

    Client client();

    /** Somebody who is bound by policies and named in records. */
    sealed interface Authenticated extends Caller {
        /** The account in which the caller acts; its time is {@link #now}. */
        Account account();

        Subject subject();

        /** The code that stands behind the request, by its session. */
        Optional<Proofs.Mfa> mfa();

        /** When the session began; empty for a long-term key. */
        Optional<Instant> sessionSince();

        /** The unit of work that held the record of this request has committed. */
        default void recorded() {}

        default AuditEvent event(String id, String name) {
            return AuditEvent.of(
                    id, account().id(), now(), AuditEvent.User.of(this), name, client());
        }
    }

    /**
     * A root user or an IAM user in the console.
     *
     * @param mustChangePassword whether it may do nothing else before: an IAM user whose password
     *     an administrator set, or that is older than the account's policy allows
     */
    record SignedIn(
            Account account,
            Principal principal,
            Session session,
            Instant now,
            Client client,
            boolean mustChangePassword)
            implements Authenticated {
        /** Somebody who need not change the password. */
        public SignedIn(
                Account account, Principal principal, Session session, Instant now, Client client) {
            this(account, principal, session, now, client, false);
        }

        @Override
        public Subject subject() {
            return new Subject.User(principal);
        }

        @Override
        public Optional<Proofs.Mfa> mfa() {
            return session.proofs().mfa();
        }

        @Override
        public Optional<Instant> sessionSince() {
            return Optional.of(session.createdAt());
        }

        public Proofs proofs() {
            return session.proofs();
        }

        public Notices.Event notice() {
            return new Notices.Event(account, principal, now, client);
        }
    }

    /**
     * Somebody who signs requests to the API.
     *
     * @param record the record that this request owes; empty while it is not known what is asked
     */
    record Api(
            Account account,
            Subject subject,
            Credential credential,
            Instant now,
            Client client,
            Optional<CallRecord> record)
            implements Authenticated {
        public Api during(CallRecord call) {
            return new Api(account, subject, credential, now, client, Optional.of(call));
        }

        @Override
        public AuditEvent event(String id, String name) {
            AuditEvent event = Authenticated.super.event(id, name);
            boolean reads = Action.named(name).filter(Action::readOnly).isPresent();
            return record.map(it -> event.by(it.call(), reads)).orElse(event);
        }

        @Override
        public void recorded() {
            record.ifPresent(CallRecord::written);
        }

        @Override
        public Optional<Proofs.Mfa> mfa() {
            return claims().flatMap(SessionClaims::mfa);
        }

        @Override
        public Optional<Instant> sessionSince() {
            return credential.issuedAt();
        }

        /** The long-term principal and key that signed this, or that the session rests on. */
        public SessionClaims.Issuer issuer() {
            return claims().map(SessionClaims::issuer).orElseGet(this::itself);
        }

        private SessionClaims.Issuer itself() {
            Principal self = subject.self().orElseThrow();
            return new SessionClaims.Issuer(
                    self.account(), self.id(), self.epoch(), credential.accessKeyId());
        }

        /** The system's time, from which another account's time is reckoned. */
        public Instant system() {
            return now.minus(account.clockOffset());
        }

        /** What its session credentials carry; empty for a long-term key. */
        public Optional<SessionClaims> claims() {
            return credential instanceof Credential.Temporary(SessionClaims claims)
                    ? Optional.of(claims)
                    : Optional.empty();
        }
    }

    /** Whoever may run commands on the server's machine. */
    record Operator(Instant now, Client client) implements Caller {}
}
