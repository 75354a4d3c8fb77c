package countersign.iam.simulation;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Authorizer;
import countersign.iam.authorization.Operations;
import countersign.iam.authorization.Unit;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.policy.Context;
import countersign.policy.Evaluator;
import countersign.policy.Explanation;
import countersign.policy.Grants;
import countersign.policy.Policy;
import countersign.policy.PolicyKind;
import countersign.policy.PolicyType;
import countersign.policy.Request;
import countersign.policy.Source;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Says what policies would allow, without doing it. The caller's own session plays no part. The
 * condition keys are those that are given; of a user or role that is simulated also
 * aws:PrincipalArn, aws:PrincipalAccount, aws:PrincipalType and aws:PrincipalTag/..., and of a user
 * aws:username and aws:userid. Every other key that a statement asks for is reported as missing,
 * first of all aws:MultiFactorAuthPresent.
 */
public final class Simulator {
    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9]+");

    private final Operations operations;
    private final Authorizer authorizer;

    public Simulator(Operations operations) {
        this.operations = operations;
        this.authorizer = operations.authorizer();
    }

    /**
     * SimulatePrincipalPolicy, in the order of the actions and for each of the resources.
     *
     * @param more policies that are added to the principal's; a boundary takes the place of its own
     * @throws Refused InvalidInput, NoSuchEntity
     */
    public List<Verdict> simulatePrincipal(
            Caller.Authenticated caller,
            String sourceArn,
            Simulation simulation,
            Simulation.Documents more) {
        return operations.read(
                caller,
                Action.SIMULATE_PRINCIPAL_POLICY,
                unit -> {
                    unit.require(sourceArn);
                    return run(Subject.find(unit, authorizer, sourceArn), simulation, more);
                });
    }

    /**
     * SimulateCustomPolicy.
     *
     * @throws Refused InvalidInput
     */
    public List<Verdict> simulateCustom(
            Caller.Authenticated caller, Simulation simulation, Simulation.Documents policies) {
        return operations.read(
                caller,
                Action.SIMULATE_CUSTOM_POLICY,
                unit -> {
                    unit.require("*");
                    return run(Subject.nobody(), simulation, policies);
                });
    }

    /**
     * What an IAM user could do with an inline policy that is being edited, with all else that
     * binds it. Needs iam:SimulatePrincipalPolicy on the user.
     *
     * @throws Refused InvalidInput, NoSuchEntity
     */
    public List<Trial.Outcome> attempt(Caller.Authenticated caller, Trial trial) {
        return operations.read(
                caller,
                Action.SIMULATE_PRINCIPAL_POLICY,
                unit -> {
                    Principal user = unit.user(trial.userName());
                    Subject without =
                            Subject.ofUser(unit, authorizer, user)
                                    .withoutInline(trial.userName(), trial.draft().name());
                    List<Verdict> plain = run(without, asked(unit, trial, false), draft(trial));
                    List<Verdict> withMfa = run(without, asked(unit, trial, true), draft(trial));
                    return IntStream.range(0, plain.size())
                            .mapToObj(at -> new Trial.Outcome(plain.get(at), withMfa.get(at)))
                            .toList();
                });
    }

    private static Simulation asked(Unit unit, Trial trial, boolean mfa) {
        return new Simulation(trial.actions(), trial.resources(), session(unit, mfa));
    }

    private static Simulation.Documents draft(Trial trial) {
        return new Simulation.Documents(List.of(trial.draft().document()), List.of());
    }

    /** The keys of a console session that begins now. */
    private static Map<String, List<String>> session(Unit unit, boolean mfa) {
        Map<String, List<String>> keys = new HashMap<>();
        String now = unit.now().truncatedTo(ChronoUnit.SECONDS).toString();
        keys.put("aws:MultiFactorAuthPresent", List.of(Boolean.toString(mfa)));
        if (mfa) keys.put("aws:MultiFactorAuthAge", List.of("0"));
        keys.put("aws:CurrentTime", List.of(now));
        keys.put("aws:TokenIssueTime", List.of(now));
        keys.put("aws:EpochTime", List.of(Long.toString(unit.now().getEpochSecond())));
        return keys;
    }

    private static List<Verdict> run(
            Subject subject, Simulation simulation, Simulation.Documents more) {
        Grants grants = grants(subject, more);
        Simulation.Setting setting = simulation.setting();
        Optional<Asker> named = setting.callerArn().map(Asker::named);
        Context own = named.filter(it -> !it.isIn(subject)).map(Asker::own).orElse(subject.own());
        Context context = Context.of(simulation.context()).or(own);
        Optional<Policy> resourcePolicy =
                setting.resourcePolicy().map(text -> read(text, PolicyKind.RESOURCE));
        Optional<Asker> asker = named.or(() -> Asker.of(subject));
        if (resourcePolicy.isPresent() && asker.isEmpty()) {
            throw invalid("CallerArn is required with a ResourcePolicy.");
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (String action : simulation.actions()) {
            if (!ACTION.matcher(action).matches()) throw invalid("Invalid action: " + action);
            for (String resource : simulation.resources()) {
                var request = new Request(action, resource, context);
                Explanation why =
                        resourcePolicy.isPresent()
                                ? Evaluator.explain(
                                        grants,
                                        asker.orElseThrow()
                                                .grant(
                                                        resourcePolicy.get(),
                                                        resource,
                                                        setting.resourceOwner()),
                                        request)
                                : Evaluator.explain(grants, request);
                verdicts.add(new Verdict(action, resource, why));
            }
        }
        return verdicts;
    }

    private static Grants grants(Subject subject, Simulation.Documents more) {
        if (more.boundary().size() > 1) {
            throw invalid("There can be one permissions boundary at the most.");
        }
        List<Source> identity = new ArrayList<>(subject.held().identity());
        identity.addAll(
                sources(more.identity(), "PolicyInputList", PolicyType.NONE, PolicyKind.IDENTITY));
        Optional<Source> boundary =
                sources(
                                more.boundary(),
                                "PermissionsBoundaryPolicyInputList",
                                PolicyType.BOUNDARY,
                                PolicyKind.BOUNDARY)
                        .stream()
                        .findFirst()
                        .or(() -> subject.held().boundary());
        return new Grants(identity, boundary, Optional.empty());
    }

    private static List<Source> sources(
            List<String> documents, String name, PolicyType type, PolicyKind kind) {
        List<Source> sources = new ArrayList<>();
        for (String document : documents) {
            String id = name + "." + (sources.size() + 1);
            sources.add(new Source(id, type, read(document, kind)));
        }
        return sources;
    }

    private static Policy read(String document, PolicyKind kind) {
        return switch (Policy.read(document, kind)) {
            case Policy.Reading.Valid(Policy policy) -> policy;
            case Policy.Reading.Malformed(String message) -> throw invalid(message);
        };
    }

    private static Refused invalid(String message) {
        return new Refused(Code.InvalidInput, message);
    }

    /** GetContextKeysForCustomPolicy: the condition keys that the documents name. */
    public SortedSet<String> contextKeysForCustom(
            Caller.Authenticated caller, List<String> documents) {
        return operations.read(
                caller,
                Action.GET_CONTEXT_KEYS_FOR_CUSTOM_POLICY,
                unit -> {
                    unit.require("*");
                    return keys(documents(documents));
                });
    }

    /** GetContextKeysForPrincipalPolicy: of a user also those of its groups. */
    public SortedSet<String> contextKeysForPrincipal(
            Caller.Authenticated caller, String sourceArn, List<String> more) {
        return operations.read(
                caller,
                Action.GET_CONTEXT_KEYS_FOR_PRINCIPAL_POLICY,
                unit -> {
                    unit.require(sourceArn);
                    Subject subject = Subject.find(unit, authorizer, sourceArn);
                    List<Policy> all = new ArrayList<>(documents(more));
                    subject.held().identity().stream().map(Source::policy).forEach(all::add);
                    return keys(all);
                });
    }

    private static List<Policy> documents(List<String> documents) {
        Function<String, Policy> read = document -> read(document, PolicyKind.IDENTITY);
        return documents.stream().map(read).toList();
    }

    private static SortedSet<String> keys(Collection<Policy> policies) {
        SortedSet<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        policies.forEach(policy -> keys.addAll(policy.contextKeys()));
        return keys;
    }
}
