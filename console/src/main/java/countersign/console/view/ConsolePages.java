package countersign.console.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pages of the account that is signed in. */
public final class ConsolePages {
    private ConsolePages() {}

    public record Home(
            Frame frame, boolean guarded, String headline, String words, List<Check> checks) {}

    /**
     * One line of the state of the account.
     *
     * @param action label of the button; empty when there is nothing to do
     */
    public record Check(Mark mark, String title, String words, String action, String address) {}

    /** How a line of the checklist stands. */
    public enum Mark {
        DONE,
        TODO,
        ALARM
    }

    /**
     * "Your Security Credentials".
     *
     * @param open the section that is shown expanded; empty for none
     * @param owner "the root user of this account" or "the IAM user ada"
     * @param rootNotice whether the dialog about root credentials stands over the page
     */
    public record Credentials(
            Frame frame,
            String open,
            boolean rootNotice,
            Optional<Instant> passwordChanged,
            String owner,
            Optional<KeySection> keys,
            List<DeviceView> devices,
            int mostDevices,
            List<SessionView> sessions,
            AccountView account) {}

    /**
     * Access keys of the one who is signed in.
     *
     * @param words why there are none to manage; empty when they can be managed
     */
    public record KeySection(List<UserPages.KeyView> keys, boolean room, String words) {}

    /**
     * One sign-in that is still good.
     *
     * @param proofs by what it was proved who this is
     */
    public record SessionView(
            String id,
            Instant began,
            Instant lastSeen,
            String address,
            String browser,
            String proofs,
            boolean current) {}

    public record AccountView(String name, String id, String email, String arn, Instant created) {}

    /**
     * The account.
     *
     * @param addresses further addresses that notices go to
     * @param roomForMore whether one can be added
     */
    public record Account(
            Frame frame,
            AccountView account,
            List<AddressView> addresses,
            boolean roomForMore,
            Field email) {}

    /** A further address for notices. */
    public record AddressView(String email, boolean confirmed) {}

    public record ChangePassword(Frame frame, Field current, Field fresh, int shortest) {}

    /**
     * Asks once more who this is, before something that needs a fresh proof.
     *
     * @param back page to go to afterwards
     */
    public record Confirm(
            Frame frame,
            String back,
            boolean byPassword,
            List<DeviceChoice> devices,
            String problem) {}

    /** A page that only says something. */
    public record Message(
            Frame frame, String title, List<String> paragraphs, String label, String address) {}
}
