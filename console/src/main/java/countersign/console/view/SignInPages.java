package countersign.console.view;

import java.util.List;

/** Pages of somebody who is not signed in yet. */
public final class SignInPages {
    private SignInPages() {}

    /**
     * The first page: who signs in.
     *
     * @param user whether IAM user is ticked
     * @param next page to go to afterwards
     */
    public record Email(Frame frame, boolean user, Field email, Field account, String next) {}

    /**
     * An IAM user's name and password.
     *
     * @param account number or alias
     * @param next page to go to afterwards
     */
    public record User(Frame frame, Field account, String name, String next, String problem) {}

    public record Password(Frame frame, String email, String next, String problem) {}

    public record Forgot(Frame frame, Field email) {}

    /**
     * Behind a mailed link.
     *
     * @param link the secret of the mailed link
     */
    public record NewPassword(Frame frame, String link, Field password, int shortest) {
        @Override
        public String toString() {
            return "NewPassword[link hidden]";
        }
    }

    /**
     * The code of a device.
     *
     * @param next page to go to afterwards
     */
    public record Mfa(
            Frame frame, List<DeviceChoice> devices, String next, String problem, long nowMs) {}

    /**
     * Two codes in a row, for a device out of step.
     *
     * @param freshCodeFollows whether a third, fresh code is asked for afterwards
     */
    public record Resync(
            Frame frame,
            List<DeviceChoice> devices,
            String problem,
            long nowMs,
            boolean freshCodeFollows) {}

    public record FreshCode(Frame frame, String problem, long nowMs) {}

    /**
     * What can be done when the device is gone.
     *
     * @param contact how support is reached; empty when none is configured
     */
    public record Lost(Frame frame, String contact, Field words) {}

    /**
     * Behind a mailed link that confirms an address for notices.
     *
     * @param link the secret of the mailed link
     */
    public record ConfirmAddress(Frame frame, String link, String email) {
        @Override
        public String toString() {
            return "ConfirmAddress[link hidden]";
        }
    }
}
