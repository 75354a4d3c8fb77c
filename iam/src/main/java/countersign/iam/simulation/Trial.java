package countersign.iam.simulation;

import countersign.iam.permission.PermissionTable.Inline;
import java.util.List;

/**
 * An inline policy of a user, tried before it is saved: what could the user do, signed in to the
 * console?
 *
 * @param draft takes the place of the user's inline policy of that name, if there is one
 * @param actions as policies call them: {@code iam:GetUser}
 * @param resources ARNs; {@code *} when none is named
 */
public record Trial(String userName, Inline draft, List<String> actions, List<String> resources) {
    public Trial {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
    }

    /** One action on one resource, in a session signed in without and with MFA. */
    public record Outcome(Verdict without, Verdict with) {}
}
