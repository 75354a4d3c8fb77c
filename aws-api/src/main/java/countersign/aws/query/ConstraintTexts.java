package countersign.aws.query;

import countersign.aws.Action;
import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import countersign.aws.Service;
import countersign.aws.query.ConstraintFault.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the two services word a broken constraint. Every text that is not generated is here. */
final class ConstraintTexts {
    private static final int MOST_FAULTS = 10;

    private static final String HAND_MADE = "The specified value for %s is invalid. ";
    private static final String PATH =
            HAND_MADE
                    + "It must begin and end with / and contain only alphanumeric characters"
                    + " and/or / characters.";
    private static final String NAME =
            HAND_MADE
                    + "It must contain only alphanumeric characters and/or the following: +=,.@_-";

    private static final Set<String> PATHS = Set.of("path", "newPath");
    private static final Set<String> NAMES =
            Set.of(
                    "userName",
                    "newUserName",
                    "groupName",
                    "newGroupName",
                    "roleName",
                    "policyName",
                    "virtualMFADeviceName");

    private ConstraintTexts() {}

    /** Hand-made checks come after the generated ones, so they show only when those are quiet. */
    static ApiFault refusal(Action action, List<ConstraintFault> faults) {
        Service service = action.service();
        List<ConstraintFault> generated =
                faults.stream().filter(fault -> handMade(service, fault).isEmpty()).toList();
        if (generated.isEmpty()) {
            String text = handMade(service, faults.getFirst()).orElseThrow();
            return new ApiFault(ErrorCode.VALIDATION_ERROR, text);
        }
        return new ApiFault(code(action, generated), generated(service, generated));
    }

    /** AWS checks the lower bound of a role's sessions elsewhere than the upper. */
    private static ErrorCode code(Action action, List<ConstraintFault> faults) {
        boolean tooShort =
                faults.size() == 1
                        && action.name().equals("CreateRole")
                        && faults.getFirst().place().equals("maxSessionDuration")
                        && faults.getFirst().kind() == Kind.TOO_SMALL;
        return tooShort ? ErrorCode.PARAM_VALIDATION : ErrorCode.VALIDATION_ERROR;
    }

    private static Optional<String> handMade(Service service, ConstraintFault fault) {
        if (service != Service.IAM || fault.kind() != Kind.PATTERN) {
            return Optional.empty();
        }
        if (PATHS.contains(fault.place())) {
            return Optional.of(PATH.formatted(fault.place()));
        }
        return NAMES.contains(fault.place())
                ? Optional.of(NAME.formatted(fault.place()))
                : Optional.empty();
    }

    private static String generated(Service service, List<ConstraintFault> faults) {
        int count = Math.min(faults.size(), MOST_FAULTS);
        String head = count + " validation error" + (count == 1 ? "" : "s") + " detected: ";
        return faults.stream()
                .limit(MOST_FAULTS)
                .map(fault -> sentence(service, fault))
                .collect(Collectors.joining("; ", head, ""));
    }

    /** IAM hides the value, STS shows it; null is shown by both. */
    private static String sentence(Service service, ConstraintFault fault) {
        String shown =
                switch (service) {
                    case IAM -> fault.kind() == Kind.MISSING ? "null " : "";
                    case STS -> fault.value().map(value -> "'" + value + "' ").orElse("null ");
                };
        return "Value %sat '%s' failed to satisfy constraint: %s"
                .formatted(shown, fault.place(), fault.demand());
    }
}
