package countersign.console.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pages about IAM users and what they have. */
public final class UserPages {
    private UserPages() {}

    /**
     * The users of the account.
     *
     * @param next where the list goes on; empty at its end
     */
    public record Users(Frame frame, List<UserRow> users, String next) {}

    /**
     * A user in the list.
     *
     * @param mfa "Virtual", or "None"
     * @param guarded whether it has a device
     */
    public record UserRow(
            String name,
            String mfa,
            boolean guarded,
            boolean password,
            Optional<Instant> lastSignIn,
            int activeKeys,
            Instant created) {}

    public record NewUser(Frame frame, Field name, Field password, boolean reset) {}

    /** One user. */
    public record User(
            Frame frame,
            String name,
            String arn,
            String id,
            Instant created,
            boolean password,
            boolean resetRequired,
            Optional<Instant> lastSignIn,
            List<DeviceView> devices,
            int mostDevices,
            List<KeyView> keys,
            boolean roomForKeys,
            List<String> inline,
            List<String> attached,
            List<String> attachable,
            List<String> groups,
            Optional<String> boundary) {}

    /** An access key without its secret. */
    public record KeyView(
            String id, boolean active, boolean suspended, Instant created, Optional<String> used) {}

    /**
     * A new access key, on the only page that ever shows its secret.
     *
     * @param back where the page leads
     */
    public record NewKey(Frame frame, String id, String secret, String back) {
        @Override
        public String toString() {
            return "NewKey[" + id + "]";
        }
    }

    /** Password for a user, by an administrator. */
    public record UserPassword(
            Frame frame, String name, boolean isNew, Field password, boolean reset) {}

    /** The two codes with which an administrator resynchronises a user's device. */
    public record UserResync(Frame frame, String name, String serial, String problem, long nowMs) {}

    /**
     * Editor of an inline policy, with what it would do.
     *
     * @param isNew whether the name can be typed
     * @param actions what is simulated, a line each
     * @param outcomes of the simulation; empty before the first
     */
    public record PolicyEditor(
            Frame frame,
            String user,
            boolean isNew,
            Field name,
            Field document,
            String actions,
            String resources,
            List<Outcome> outcomes) {}

    /** What one action on one resource comes to, with and without MFA. */
    public record Outcome(String action, String resource, String without, String with) {}

    /** All virtual devices of the account. */
    public record Devices(Frame frame, List<DeviceRow> devices) {}

    /**
     * A device in that list.
     *
     * @param owner user name, "Root user", or empty when it is nobody's
     */
    public record DeviceRow(
            String serial, String owner, Instant created, Optional<Instant> enabled) {}

    /** The credential report as a table. */
    public record Report(
            Frame frame,
            Instant generated,
            List<String> header,
            List<List<String>> rows,
            String csv) {}

    /** The alias and the password policy. */
    public record Settings(
            Frame frame,
            Field alias,
            boolean hasAlias,
            boolean hasPolicy,
            Field minimum,
            boolean symbols,
            boolean numbers,
            boolean uppercase,
            boolean lowercase,
            boolean change,
            Field maxAge,
            boolean hardExpiry,
            Field reuse) {}
}
