package countersign.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Documents and requests for tests; a backtick stands for a quotation mark. */
final class Documents {
    static final String ACCOUNT = "123456789012";
    static final String ALICE = "arn:aws:iam::123456789012:user/alice";

    private Documents() {}

    static Policy.Reading read(String text, PolicyKind kind) {
        return Policy.read(text.replace('`', '"'), kind);
    }

    static Policy policy(String text, PolicyKind kind) {
        return switch (read(text, kind)) {
            case Policy.Reading.Valid valid -> valid.policy();
            case Policy.Reading.Malformed malformed ->
                    throw new AssertionError(malformed.message() + " in " + text);
        };
    }

    static Policy identity(String text) {
        return policy(text, PolicyKind.IDENTITY);
    }

    /** A document of the newer version with these statements. */
    static Policy statements(String statements) {
        return identity("{`Version`:`2012-10-17`,`Statement`:[" + statements + "]}");
    }

    static Source source(Policy policy) {
        return new Source("p", PolicyType.USER, policy);
    }

    static Grants grants(Policy... policies) {
        return Grants.of(List.of(policies).stream().map(Documents::source).toList());
    }

    /** Pairs of a key and its only value. */
    static Context context(String... pairs) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], List.of(pairs[i + 1]));
        }
        return Context.of(values);
    }

    static Decision decide(Policy policy, String action, String resource, String... pairs) {
        return Evaluator.decide(grants(policy), new Request(action, resource, context(pairs)));
    }
}
