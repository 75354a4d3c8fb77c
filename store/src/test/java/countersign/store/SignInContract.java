package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Store;
import countersign.iam.mfa.MfaRules;
import countersign.iam.signin.CodeOutcome;
import countersign.iam.signin.PasswordOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in, on every store. */
abstract class SignInContract {
    private Rig rig;

    abstract Store emptyStore();

    @BeforeEach
    void open() {
        rig = new Rig(emptyStore(), MfaRules.HARDENED);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aRootUserWithoutDevicesSignsInWithThePasswordAlone() {
        assertThat(rig.find(rig.signIn())).isPresent();
    }

    @Test
    void afterADeviceIsAssignedTheNextSignInAsksForItsCode() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        assertThat(rig.password()).isInstanceOf(PasswordOutcome.CodeNeeded.class);
        var caller = rig.caller(rig.signIn(phone));
        assertThat(caller.proofs().mfa()).isPresent();
        assertThat(rig.audit()).contains("\"MFAUsed\":\"Yes\"");
    }

    @Test
    void refusesACodeASecondTimeInItsStep() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        rig.signIn(phone);
        assertThat(rig.code(rig.pending(), phone, phone.code(rig.now)))
                .isInstanceOf(CodeOutcome.Refused.class);
        assertThat(rig.audit()).contains("already used at");
    }
}
