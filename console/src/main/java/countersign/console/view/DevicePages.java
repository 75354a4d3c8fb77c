package countersign.console.view;

import java.time.Instant;
import java.util.List;

/** Pages of the wizard "Manage MFA device" and of the devices that exist. */
public final class DevicePages {
    private DevicePages() {}

    /**
     * "Manage MFA device", the first step.
     *
     * @param address where the form goes
     * @param back where Cancel leads
     */
    public record ChooseType(Frame frame, String address, String back, Field name) {}

    /**
     * "Set up virtual MFA device".
     *
     * @param address of this enrolment
     * @param qr an SVG element of our own making
     * @param key the secret key in Base32
     * @param lateNote what happens to codes that are sent late, by the rules in force
     * @param problems what was wrong with the last two codes; empty at first
     * @param askAgain the late-pair dialogue: what to do about it; empty when it is not going on
     */
    public record SetUp(
            Frame frame,
            String address,
            String deviceName,
            String qr,
            String key,
            String lateNote,
            List<String> problems,
            String askAgain,
            long nowMs) {
        @Override
        public String toString() {
            return "SetUp[" + deviceName + "]";
        }
    }

    /**
     * "Make a secure backup".
     *
     * @param address of this enrolment
     * @param chosen which way is ticked
     */
    public record Backup(
            Frame frame, String address, String deviceName, String chosen, String problem) {}

    /** The page that goes on paper. */
    public record Sheet(
            Frame frame,
            String deviceName,
            String arn,
            String accountName,
            String accountId,
            String qr,
            String key,
            Instant printed) {
        @Override
        public String toString() {
            return "Sheet[" + deviceName + "]";
        }
    }

    public record Done(Frame frame, String deviceName, boolean proved, String close) {}

    public record Manage(Frame frame, DeviceView device) {}

    public record Resync(Frame frame, DeviceView device, String problem, long nowMs) {}

    /** The fresh code after the pair. */
    public record ResyncFresh(Frame frame, DeviceView device, String problem, long nowMs) {}

    /**
     * Asks before a device goes.
     *
     * @param last whether no device is left afterwards
     */
    public record Remove(
            Frame frame,
            DeviceView device,
            boolean last,
            List<DeviceChoice> devices,
            String problem) {}

    public record Apps(Frame frame) {}
}
