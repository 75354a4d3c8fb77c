package countersign.iam.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of the simulator.
 *
 * @param actions as policies call them: {@code iam:GetUser}
 * @param resources ARNs; {@code *} when none is named
 * @param context values by condition key, in any case of letters
 * @param setting who asks, where that is not whose policies are simulated
 */
public record Simulation(
        List<String> actions,
        List<String> resources,
        Map<String, List<String>> context,
        Setting setting) {
    public Simulation(
            List<String> actions, List<String> resources, Map<String, List<String>> context) {
        this(actions, resources, context, Setting.NONE);
    }

    /**
     * Who asks and for whose resource.
     *
     * @param callerArn the IAM user that asks, with the policies that are simulated
     * @param resourcePolicy document that every resource has
     * @param resourceOwner the account of resources whose ARN names none
     */
    public record Setting(
            Optional<String> callerArn,
            Optional<String> resourcePolicy,
            Optional<String> resourceOwner) {
        public static final Setting NONE =
                new Setting(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Simulation {
        actions = List.copyOf(actions);
        resources = resources.isEmpty() ? List.of("*") : List.copyOf(resources);
        context = Map.copyOf(context);
    }

    /**
     * Policies that come with the question.
     *
     * @param identity documents of identity policies
     * @param boundary documents of permissions boundaries; one at most
     */
    public record Documents(List<String> identity, List<String> boundary) {
        public static final Documents NONE = new Documents(List.of(), List.of());

        public Documents {
            identity = List.copyOf(identity);
            boundary = List.copyOf(boundary);
        }
    }
}
