package countersign.iam.sts;

import countersign.iam.Overtaken;
import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Store;
import countersign.iam.authorization.Action;
import countersign.iam.mfa.Attempt;
import countersign.iam.mfa.CodeVerifier;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.SerialNumber;
import countersign.iam.mfa.Verification;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Proofs;
import countersign.otp.OtpCode;
import java.util.Optional;

/** The code that came with a GetSessionToken or AssumeRole; three texts for all that can fail. */
final class Proving {
    /** One blank at the end: clients compare this text. */
    private static final String WRONG_CODE =
            "MultiFactorAuthentication failed with invalid MFA one time pass code. ";

    /** Two blanks in the middle. */
    private static final String WRONG_SERIAL =
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA"
                    + " serial number is valid and associated with this user.";

    private static final String ONE_OF_TWO =
            "MultiFactorAuthentication failed, must provide both MFA serial number and one time"
                    + " pass code.";

    private final Store store;
    private final CodeVerifier verifier;

    Proving(Store store, CodeVerifier verifier) {
        this.store = store;
        this.verifier = verifier;
    }

    /**
     * Checks and spends the code.
     *
     * @return the proof; empty when neither serial number nor code was sent
     * @throws Refused AccessDenied with one of AWS's texts
     */
    Optional<Proofs.Mfa> prove(
            Caller.Api caller, Action action, Optional<String> serial, Optional<String> code) {
        if (serial.isEmpty() && code.isEmpty()) return Optional.empty();
        if (serial.isEmpty() || code.isEmpty()) throw denied(ONE_OF_TWO);
        Principal self = caller.subject().self().orElseThrow(() -> denied(WRONG_SERIAL));
        MfaDevice device = device(self, serial.get());
        OtpCode typed = OtpCode.parse(code.get()).orElseThrow(() -> denied(WRONG_CODE));
        Attempt attempt = Attempt.by(caller, caller.account(), self, device.id(), event(action));
        Verification<MfaDevice> verified =
                verifier.verify(
                        attempt,
                        device,
                        typed,
                        (tables, used) -> {
                            boolean same =
                                    tables.principals()
                                            .find(self.account(), self.id())
                                            .filter(now -> now.epoch() == self.epoch())
                                            .isPresent();
                            if (!same) throw new Overtaken();
                            return used;
                        });
        return switch (verified) {
            case Verification.Accepted<MfaDevice> accepted ->
                    Optional.of(
                            new Proofs.Mfa(device.id(), accepted.device().serial(), attempt.now()));
            case Verification.Refused<MfaDevice> _ -> throw denied(WRONG_CODE);
            case Verification.OverBudget<MfaDevice> _,
                    Verification.LaneClosed<MfaDevice> _,
                    Verification.NoSuchDevice<MfaDevice> _,
                    Verification.Overtaken<MfaDevice> _ ->
                    throw denied(WRONG_SERIAL);
        };
    }

    /** Of GetSessionToken the code is the last that can fail; AssumeRole asks policies after it. */
    private static String event(Action action) {
        return action == Action.GET_SESSION_TOKEN ? action.wireName() : Attempt.PART_OF_A_REQUEST;
    }

    private MfaDevice device(Principal self, String serial) {
        return store.read(tables ->
                        tables.devices().findBySerial(self.account(), new SerialNumber(serial)))
                .filter(device -> device.isOf(self.id()))
                .orElseThrow(() -> denied(WRONG_SERIAL));
    }

    private static Refused denied(String text) {
        return new Refused(Code.AccessDenied, text);
    }
}
