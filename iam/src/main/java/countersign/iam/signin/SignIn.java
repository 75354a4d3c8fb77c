package countersign.iam.signin;

import countersign.iam.Client;
import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.Token;
import countersign.iam.account.Account;
import countersign.iam.account.EmailAddress;
import countersign.iam.audit.AuditEvent;
import countersign.iam.mail.Notices;
import countersign.iam.mfa.Attempt;
import countersign.iam.mfa.CodeVerifier;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Lane;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.PendingResync;
import countersign.iam.mfa.Verification;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordPolicy;
import countersign.iam.principal.Principal;
import countersign.iam.session.PlaceTable;
import countersign.iam.session.Proofs;
import countersign.iam.session.Session;
import countersign.otp.OtpCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Signs root users and IAM users in.
 *
 * <pre>
 *   nobody --right password, no device-------------------------> session
 *      |
 *      +--right password, a device--> pending --right code-----> session
 *                                      |  ^  |
 *                                      |  |  +--pair (resync)--> pending, drift set or
 *                                      |  |                      one fresh code asked
 *                                      |  +--wrong code
 *                                      +--ten minutes, new password, removed factor--> nobody
 * </pre>
 *
 * Each arrow is one unit of work; each state is a row under the hash of its own token, so that no
 * state can be entered but by the arrow that leads there. A session never exists without the proofs
 * that it records.
 */
public final class SignIn {
    private static final Duration PENDING_LIFETIME = Duration.ofMinutes(10);

    private final Store store;
    private final PasswordCheck passwords;
    private final CodeVerifier verifier;
    private final Devices devices;
    private final Ids ids;
    private final Notices notices;

    public SignIn(
            Store store,
            PasswordCheck passwords,
            CodeVerifier verifier,
            Devices devices,
            Ids ids,
            Notices notices) {
        this.store = store;
        this.passwords = passwords;
        this.verifier = verifier;
        this.devices = devices;
        this.ids = ids;
        this.notices = notices;
    }

    /**
     * Checks e-mail address and password. Takes the same time whether the address is known or not.
     *
     * @throws countersign.iam.password.HashingBusy too many others are being checked
     */
    public PasswordOutcome password(
            EmailAddress email, Password password, Client client, Instant system) {
        return proceed(passwords.check(email, password, client, system), client, system);
    }

    /**
     * As {@link #password}, for an IAM user.
     *
     * @param accountIdOrAlias as typed
     * @param userName as typed; its case and the space around it do not matter
     * @throws countersign.iam.password.HashingBusy too many others are being checked
     */
    public PasswordOutcome passwordOfUser(
            String accountIdOrAlias,
            String userName,
            Password password,
            Client client,
            Instant system) {
        var name = new UserName(accountIdOrAlias, userName);
        return proceed(passwords.check(name, password, client, system), client, system);
    }

    private PasswordOutcome proceed(PasswordCheck.Result checked, Client client, Instant system) {
        return switch (checked) {
            case PasswordCheck.Result.Throttled(Instant until) ->
                    new PasswordOutcome.Throttled(until);
            case PasswordCheck.Result.Wrong _ -> new PasswordOutcome.Refused();
            case PasswordCheck.Result.Right(Account account, Principal principal) ->
                    proceed(account, principal, client, account.timeAt(system));
        };
    }

    private PasswordOutcome proceed(
            Account account, Principal checked, Client client, Instant now) {
        Drawn drawn = draw();
        try {
            return store.write(tables -> {
                Principal principal = unchanged(tables, checked);
                if (PasswordPolicy.closesConsole(tables, principal, now)) {
                    tables.audit()
                            .append(
                                    consoleLogin(principal, client, drawn.event(), now)
                                            .refused("Password expired"));
                    return new PasswordOutcome.Expired();
                }
                boolean asksCode =
                        !tables.devices().ofPrincipal(account.id(), principal.id()).isEmpty();
                if (asksCode) {
                    tables.pendingSignIns().insert(pending(drawn.token(), principal, now));
                    return new PasswordOutcome.CodeNeeded(drawn.token());
                }
                Session session = session(principal, Proofs.password(now), client, drawn, now);
                begin(tables, account, principal, session, client, drawn);
                return new PasswordOutcome.SignedIn(drawn.token(), drawn.browser());
            });
        } catch (Overtaken _) {
            return new PasswordOutcome.Refused();
        }
    }

    /** The principal as it is now, if its password is still the one that was checked. */
    private static Principal unchanged(Tables tables, Principal checked) {
        return tables.principals()
                .find(checked.account(), checked.id())
                .filter(now -> now.epoch() == checked.epoch())
                .orElseThrow(Overtaken::new);
    }

    private static PendingSignIn pending(Token token, Principal principal, Instant now) {
        return new PendingSignIn(
                token.id(),
                principal.account(),
                principal.id(),
                principal.epoch(),
                now,
                now.plus(PENDING_LIFETIME));
    }

    /** The sign-in that this browser's token stands for; empty when it has ended. */
    public Optional<Waiting> waiting(Token token, Instant system) {
        return store.read(tables -> waiting(tables, token.id(), system));
    }

    private static Optional<Waiting> waiting(Tables tables, String id, Instant system) {
        Optional<PendingSignIn> found = tables.pendingSignIns().find(id);
        if (found.isEmpty()) return Optional.empty();
        PendingSignIn pending = found.get();
        var account = tables.accounts().find(pending.account());
        var principal =
                tables.principals()
                        .find(pending.account(), pending.principal())
                        .filter(now -> now.epoch() == pending.epoch());
        List<MfaDevice> devices =
                tables.devices().ofPrincipal(pending.account(), pending.principal());
        if (account.isEmpty() || principal.isEmpty() || devices.isEmpty()) return Optional.empty();
        Instant now = account.get().timeAt(system);
        if (PasswordPolicy.closesConsole(tables, principal.get(), now)) return Optional.empty();
        if (!now.isBefore(pending.expiresAt()) || now.isBefore(pending.passwordAt())) {
            return Optional.empty();
        }
        var resync = tables.resyncs().find(pending.id()).filter(it -> now.isBefore(it.expiresAt()));
        return Optional.of(
                new Waiting(pending, account.get(), principal.get(), devices, resync, now));
    }

    /** Checks a code against the chosen device. */
    public CodeOutcome code(
            Token token, DeviceId device, OtpCode code, Client client, Instant system) {
        Optional<Waiting> waiting = waiting(token, system);
        if (waiting.isEmpty()) return new CodeOutcome.Ended();
        return signIn(waiting.get(), attempt(waiting.get(), device, client), code);
    }

    /** Checks the fresh code that a resync asked for; with it the drift is set. */
    public CodeOutcome confirmResync(Token token, OtpCode code, Client client, Instant system) {
        Optional<Waiting> waiting = waiting(token, system);
        Optional<PendingResync> resync = waiting.flatMap(Waiting::resync);
        if (waiting.isEmpty() || resync.isEmpty()) return new CodeOutcome.Ended();
        Attempt attempt =
                attempt(waiting.get(), resync.get().device(), client).confirming(resync.get());
        return signIn(waiting.get(), attempt, code);
    }

    /** Two consecutive codes, to resynchronise a device before signing in. */
    public Optional<Devices.Resync> resync(
            Token token,
            DeviceId device,
            OtpCode code1,
            OtpCode code2,
            Client client,
            Instant system) {
        return waiting(token, system)
                .map(waiting ->
                        devices.resync(
                                attempt(waiting, device, client),
                                waiting.pending().id(),
                                code1,
                                code2));
    }

    private static Attempt attempt(Waiting waiting, DeviceId device, Client client) {
        return new Attempt(
                waiting.account(),
                waiting.principal(),
                device,
                Lane.CONSOLE,
                waiting.now(),
                client,
                "CheckMfa");
    }

    private CodeOutcome signIn(Waiting waiting, Attempt attempt, OtpCode code) {
        Drawn drawn = draw();
        Verification<Token> verified =
                verifier.verify(
                        attempt,
                        code,
                        (tables, device) -> {
                            PendingSignIn pending = waiting.pending();
                            if (!tables.pendingSignIns().delete(pending.id())) {
                                throw new Overtaken();
                            }
                            tables.resyncs().delete(pending.id());
                            Principal principal = unchanged(tables, waiting.principal());
                            Session session =
                                    session(
                                            principal,
                                            proofs(pending, device, attempt.now()),
                                            attempt.client(),
                                            drawn,
                                            attempt.now());
                            begin(
                                    tables,
                                    waiting.account(),
                                    principal,
                                    session,
                                    attempt.client(),
                                    drawn);
                            return drawn.token();
                        });
        return switch (verified) {
            case Verification.Accepted<Token> _ ->
                    new CodeOutcome.SignedIn(drawn.token(), drawn.browser());
            case Verification.Refused<Token> _ -> new CodeOutcome.Refused();
            case Verification.NoSuchDevice<Token> _ -> new CodeOutcome.Refused();
            case Verification.OverBudget<Token>(Instant until) -> new CodeOutcome.OverBudget(until);
            case Verification.LaneClosed<Token> _ -> new CodeOutcome.LaneClosed();
            case Verification.Overtaken<Token> _ -> new CodeOutcome.Ended();
        };
    }

    private static Proofs proofs(PendingSignIn pending, MfaDevice device, Instant now) {
        return Proofs.password(pending.passwordAt())
                .with(new Proofs.Mfa(device.id(), device.serial(), now));
    }

    /** Drawn before the unit of work, so that it can be repeated. */
    private record Drawn(Token token, Token browser, String series, String event) {}

    private Drawn draw() {
        return new Drawn(ids.token(), ids.token(), ids.uuid(), ids.uuid());
    }

    private static Session session(
            Principal principal, Proofs proofs, Client client, Drawn drawn, Instant now) {
        return new Session(
                drawn.token().id(),
                drawn.series(),
                principal.account(),
                principal.id(),
                principal.epoch(),
                now,
                now,
                proofs,
                client.address(),
                client.userAgent());
    }

    /** The one place in which a session begins. */
    private void begin(
            Tables tables,
            Account account,
            Principal principal,
            Session session,
            Client client,
            Drawn drawn) {
        Instant now = session.createdAt();
        Proofs proofs = session.proofs();
        tables.sessions().insert(session);
        tables.principals()
                .signedIn(account.id(), principal.id(), now, proofs.mfa().map(Proofs.Mfa::device));
        rememberPlaces(tables, account, principal, client, drawn.browser(), now);
        tables.audit().append(consoleLogin(principal, proofs, client, drawn.event(), now));
    }

    private void rememberPlaces(
            Tables tables,
            Account account,
            Principal principal,
            Client client,
            Token browser,
            Instant now) {
        var places = tables.places();
        var kind = PlaceTable.Kind.ADDRESS;
        boolean first = !places.hasAny(account.id(), principal.id(), kind);
        boolean known = places.isKnown(account.id(), principal.id(), kind, client.address());
        places.remember(account.id(), principal.id(), kind, client.address(), now);
        PlaceTable.Kind browsers = PlaceTable.Kind.BROWSER;
        client.browser()
                .ifPresent(old -> places.forget(account.id(), principal.id(), browsers, old));
        places.remember(account.id(), principal.id(), browsers, browser.id(), now);
        if (!first && !known) {
            notices.signInFromNewAddress(
                    tables, new Notices.Event(account, principal, now, client));
        }
    }

    private static AuditEvent consoleLogin(
            Principal principal, Client client, String event, Instant now) {
        return AuditEvent.of(
                event,
                principal.account(),
                now,
                AuditEvent.User.of(principal),
                "ConsoleLogin",
                client);
    }

    private static AuditEvent consoleLogin(
            Principal principal, Proofs proofs, Client client, String event, Instant now) {
        AuditEvent login =
                consoleLogin(principal, client, event, now)
                        .with("MFAUsed", proofs.hasMfa() ? "Yes" : "No");
        return proofs.mfa()
                .map(proof -> login.with("MFAIdentifier", proof.serial().arn()))
                .orElse(login);
    }
}
