package countersign.aws.actions;

import countersign.iam.Page;
import countersign.iam.simulation.Simulation;
import countersign.iam.simulation.Verdict;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The part of a simulation that stands on one page, so that thousands of actions on thousands of
 * resources are never worked out at once: some actions on all resources, or one on some.
 *
 * @param next number of the first pair of an action and a resource behind this part; "" at the end
 */
record SimulationSlice(List<String> actions, List<String> resources, String next) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    static SimulationSlice of(List<String> actions, List<String> named, Page page) {
        List<String> resources = named.isEmpty() ? List.of("*") : named;
        int perAction = resources.size();
        int pairs = Math.multiplyExact(actions.size(), perAction);
        int first = first(page, pairs);
        int action = first / perAction;
        int resource = first % perAction;
        if (resource > 0 || page.most() < perAction) {
            int end = Math.min(perAction, resource + page.most());
            return new SimulationSlice(
                    actions.subList(action, Math.min(actions.size(), action + 1)),
                    resources.subList(resource, end),
                    next(first + end - resource, pairs));
        }
        int end = Math.min(actions.size(), action + page.most() / perAction);
        return new SimulationSlice(
                actions.subList(action, end), resources, next(end * perAction, pairs));
    }

    private static int first(Page page, int pairs) {
        if (page.after().isEmpty()) {
            return 0;
        }
        if (!NUMBER.matcher(page.after()).matches()) {
            throw Paging.invalid();
        }
        int first = Integer.parseInt(page.after());
        if (first >= pairs) {
            throw Paging.invalid();
        }
        return first;
    }

    private static String next(int first, int pairs) {
        return first < pairs ? Integer.toString(first) : "";
    }

    Simulation with(Map<String, List<String>> context, Simulation.Setting setting) {
        return new Simulation(actions, resources, context, setting);
    }

    Page.Of<Verdict> page(List<Verdict> verdicts) {
        return new Page.Of<>(verdicts, next);
    }
}
