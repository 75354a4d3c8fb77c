package countersign.iam.signin;

import countersign.iam.Ids;
import countersign.iam.Overtaken;
import countersign.iam.Store;
import countersign.iam.Token;
import countersign.iam.mfa.CodeVerifier;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.Devices;
import countersign.iam.mfa.Verification;
import countersign.iam.password.Password;
import countersign.iam.session.Caller;
import countersign.iam.session.Proofs;
import countersign.iam.session.Sessions;
import countersign.otp.OtpCode;
import java.util.Optional;

/**
 * Renews the proofs of a session that has them already. It never lifts a session: one that was
 * signed in without MFA stays so, whatever codes its user can show by now.
 */
public final class Reauthentication {
    private final Store store;
    private final PasswordCheck passwords;
    private final CodeVerifier verifier;
    private final Ids ids;

    public Reauthentication(Store store, PasswordCheck passwords, CodeVerifier verifier, Ids ids) {
        this.store = store;
        this.passwords = passwords;
        this.verifier = verifier;
        this.ids = ids;
    }

    /** The session's new token; empty when the password was wrong or tried too often. */
    public Optional<Token> password(Caller.SignedIn caller, Password password) {
        if (!passwords.again(caller, caller.principal(), password)) return Optional.empty();
        Token next = ids.token();
        try {
            store.write(tables -> {
                Sessions.renew(tables, caller, next, caller.proofs().withPassword(caller.now()));
                return next;
            });
            return Optional.of(next);
        } catch (Overtaken _) {
            return Optional.empty();
        }
    }

    /** A fresh code in a session that has MFA; the value of an accepted one is the new token. */
    public Verification<Token> code(Caller.SignedIn caller, DeviceId device, OtpCode code) {
        if (!caller.proofs().hasMfa()) return new Verification.NoSuchDevice<>();
        Token next = ids.token();
        return verifier.verify(
                Devices.consoleAttempt(caller, device, "CheckMfa"),
                code,
                (tables, used) -> {
                    Proofs.Mfa proof = new Proofs.Mfa(used.id(), used.serial(), caller.now());
                    Sessions.renew(tables, caller, next, caller.proofs().with(proof));
                    return next;
                });
    }
}
