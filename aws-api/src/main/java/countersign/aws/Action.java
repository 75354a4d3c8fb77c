package countersign.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An action of the API by its name on the wire, as in {@code CreateVirtualMFADevice}. */
public record Action(Service service, String name) {
    private static final List<Action> ALL =
            Arrays.stream(countersign.iam.authorization.Action.values())
                    .filter(countersign.iam.authorization.Action::isCall)
                    .map(Action::of)
                    .toList();

    private static final Map<String, Action> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));

    private static Action of(countersign.iam.authorization.Action action) {
        Service service = Service.ofSigningName(action.service().prefix()).orElseThrow();
        return new Action(service, action.wireName());
    }

    /** The calls that Countersign has: those of the table that authorises them. */
    public static List<Action> all() {
        return ALL;
    }

    /** One of {@link #all}. */
    public static Optional<Action> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** As a policy names it: {@code iam:CreateVirtualMFADevice}. */
    public String qualifiedName() {
        return service.signingName() + ":" + name;
    }
}
