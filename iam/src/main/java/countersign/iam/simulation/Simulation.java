package countersign.iam.simulation;

import java.util.List;
import java.util.Map;

/**
 * What is asked of the simulator.
 *
 * @param actions as policies call them: {@code iam:GetUser}
 * @param resources ARNs; {@code *} when none is named
 * @param context values by condition key, in any case of letters
 */
public record Simulation(
        List<String> actions, List<String> resources, Map<String, List<String>> context) {
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
