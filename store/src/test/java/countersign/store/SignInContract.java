package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.signin.CodeOutcome;
import countersign.iam.signin.PasswordOutcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in. */
abstract class SignInContract extends Contract {
    private Rig rig;

    @BeforeEach
    void open() {
        rig = hardened();
    }

    @Test
    void aRootUserWithoutDevicesSignsInWithThePasswordAlone() {
        assertThat(rig.find(rig.signIn())).isPresent();
    }

    @Test
    void T43_afterADeviceIsAssignedTheNextSignInAsksForItsCode() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        assertThat(rig.password()).isInstanceOf(PasswordOutcome.CodeNeeded.class);
        var caller = rig.caller(rig.signIn(phone));
        assertThat(caller.proofs().mfa()).isPresent();
        assertThat(rig.audit()).contains("\"MFAUsed\":\"Yes\"");
    }

    @Test
    void C10_refusesACodeASecondTimeInItsStep() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        rig.signIn(phone);
        assertThat(rig.code(rig.pending(), phone, phone.code(rig.now)))
                .isInstanceOf(CodeOutcome.Refused.class);
        assertThat(rig.audit()).contains("already used at");
    }
}
