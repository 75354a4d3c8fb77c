package countersign.console.view;

import java.util.Optional;

/**
 * What every page has around its own content.
 *
 * @param csrf goes into every form
 * @param note stands above the content: what the last action came to
 */
public record Frame(
        Assets assets,
        boolean sandbox,
        String csrf,
        Optional<Who> who,
        Warning warning,
        Optional<Note> note) {

    /**
     * Who is signed in.
     *
     * @param title "Root user" or "IAM user NAME"
     */
    public record Who(String accountName, String accountId, String title) {}

    /** What is said loudly on every page. */
    public enum Warning {
        NONE,
        NO_MFA,
        LAST_MFA_REMOVED
    }

    public Frame with(Note words) {
        return new Frame(assets, sandbox, csrf, who, warning, Optional.of(words));
    }

    public Frame withoutWarning() {
        return new Frame(assets, sandbox, csrf, who, Warning.NONE, note);
    }
}
