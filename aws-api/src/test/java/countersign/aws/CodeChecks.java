package countersign.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The actions that check a code, by their inputs: one that is added is found here and tested with
 * the others.
 */
final class CodeChecks {
    private static final String CODE = "Code";

    private CodeChecks() {}

    /** Every action whose input has a code in it. */
    static List<Action> all() {
        return Action.all().stream()
                .filter(action -> Samples.members(action).stream().anyMatch(CodeChecks::isCode))
                .toList();
    }

    private static boolean isCode(String member) {
        return member.contains(CODE);
    }

    /** Whether the device must be nobody's for its codes to be looked at. */
    static boolean isOfFreeDevice(Action action) {
        return action.name().equals("EnableMFADevice");
    }

    /** What somebody sends who has typed the one code that is asked for, or two. */
    static String[] form(Action action, Map<String, String> known, String earlier, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        String[] sample = Samples.form(action);
        for (int i = 0; i < sample.length; i += 2) {
            form.put(sample[i], sample[i + 1]);
        }
        for (String member : Samples.members(action)) {
            if (known.containsKey(member)) form.put(member, known.get(member));
            if (isCode(member)) form.put(member, typed(member, earlier, code));
        }
        form.keySet().removeAll(List.of("Policy", "SourceIdentity", "ExternalId"));
        form.keySet().removeIf(name -> name.startsWith("Tag"));
        return form.entrySet().stream()
                .flatMap(entry -> List.of(entry.getKey(), entry.getValue()).stream())
                .toArray(String[]::new);
    }

    private static String typed(String member, String earlier, String code) {
        return switch (member) {
            case "AuthenticationCode1" -> earlier;
            case "AuthenticationCode2", "TokenCode" -> code;
            default -> throw new AssertionError("what is typed for " + member + "?");
        };
    }
}
