package countersign.iam.mfa;

import countersign.otp.OtpCode;
import countersign.otp.Totp;
import java.util.OptionalLong;

/** Finds the steps whose code was typed. Reads nothing but its arguments. */
final class CodeSearch {
    /**
     * How far from now, in steps, a wrong code is looked for, to say in the audit log what it was.
     */
    private static final int DIAGNOSED_STEPS = 40;

    private final Seeds seeds;
    private final Judge judge;

    CodeSearch(Seeds seeds, Judge judge) {
        this.seeds = seeds;
        this.judge = judge;
    }

    /** What was found for one state of a device. */
    static final class Found {
        private final MfaDevice device;
        private final long[] inWindow;
        private final OptionalLong nearest;

        private Found(MfaDevice device, long[] inWindow, OptionalLong nearest) {
            this.device = device;
            this.inWindow = inWindow;
            this.nearest = nearest;
        }

        MfaDevice device() {
            return device;
        }

        /** Steps in the window that the rules allow. */
        long[] inWindow() {
            return inWindow.clone();
        }

        /** A step in or near the window; empty when the code is of none of them. */
        OptionalLong nearest() {
            return nearest;
        }
    }

    Found around(MfaDevice device, Attempt attempt, OtpCode code) {
        long now = Totp.STANDARD.stepAt(attempt.now());
        var seed = seeds.open(device);
        long centre = judge.centre(now, attempt.candidateDrift().orElse(device.drift()));
        long[] steps =
                Totp.STANDARD.matches(seed, code, judge.firstStep(centre), judge.lastStep(centre));
        if (steps.length > 0) return new Found(device, steps, OptionalLong.of(steps[0]));
        long own = judge.centre(now, device.drift());
        long[] near =
                Totp.STANDARD.matches(seed, code, own - DIAGNOSED_STEPS, own + DIAGNOSED_STEPS);
        var nearest = near.length > 0 ? OptionalLong.of(near[0]) : OptionalLong.empty();
        return new Found(device, steps, nearest);
    }

    /** Whether the code would be one of this device's now. */
    boolean isCodeOf(MfaDevice device, Attempt attempt, OtpCode code) {
        long centre = judge.centre(Totp.STANDARD.stepAt(attempt.now()), device.drift());
        return Totp.STANDARD.matches(
                                seeds.open(device),
                                code,
                                judge.firstStep(centre),
                                judge.lastStep(centre))
                        .length
                > 0;
    }
}
