package countersign.aws.actions;

import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import countersign.iam.Page;
import countersign.iam.session.Caller;
import countersign.iam.simulation.Simulation;
import countersign.iam.simulation.Simulator;
import countersign.iam.simulation.Verdict;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetContextKeysForPrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetContextKeysForPrincipalPolicyResponse;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** Policy simulation. What we cannot simulate is refused, since a half answer would be a lie. */
final class SimulationActions {
    private static final Paging PRINCIPAL = new Paging("SimulatePrincipalPolicy");
    private static final Paging CUSTOM = new Paging("SimulateCustomPolicy");

    private final Simulator simulator;

    SimulationActions(Simulator simulator) {
        this.simulator = simulator;
    }

    void register(Actions actions) {
        actions.on("SimulatePrincipalPolicy", SimulatePrincipalPolicyRequest.class, this::principal)
                .on("SimulateCustomPolicy", SimulateCustomPolicyRequest.class, this::custom)
                .on(
                        "GetContextKeysForCustomPolicy",
                        GetContextKeysForCustomPolicyRequest.class,
                        this::customKeys)
                .on(
                        "GetContextKeysForPrincipalPolicy",
                        GetContextKeysForPrincipalPolicyRequest.class,
                        this::principalKeys);
    }

    private SimulatePrincipalPolicyResponse principal(
            Caller.Api caller, SimulatePrincipalPolicyRequest request) {
        refuse(request.policyExclusionList(), "PolicyExclusionList");
        var slice =
                SimulationSlice.of(
                        request.actionNames(),
                        request.resourceArns(),
                        PRINCIPAL.page(request.marker(), request.maxItems()));
        var documents =
                new Simulation.Documents(
                        request.policyInputList(), request.permissionsBoundaryPolicyInputList());
        List<Verdict> verdicts =
                simulator.simulatePrincipal(
                        caller,
                        request.policySourceArn(),
                        slice.with(
                                context(request.contextEntries()),
                                setting(
                                        request.callerArn(),
                                        request.resourcePolicy(),
                                        request.resourceOwner())),
                        documents);
        Page.Of<Verdict> page = slice.page(verdicts);
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(page.items().stream().map(VerdictShapes::shown).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(PRINCIPAL.marker(page))
                .build();
    }

    private SimulateCustomPolicyResponse custom(
            Caller.Api caller, SimulateCustomPolicyRequest request) {
        refuse(request.orderedOrganizationPolicyInputList(), "OrderedOrganizationPolicyInputList");
        var slice =
                SimulationSlice.of(
                        request.actionNames(),
                        request.resourceArns(),
                        CUSTOM.page(request.marker(), request.maxItems()));
        var documents =
                new Simulation.Documents(
                        request.policyInputList(), request.permissionsBoundaryPolicyInputList());
        List<Verdict> verdicts =
                simulator.simulateCustom(
                        caller,
                        slice.with(
                                context(request.contextEntries()),
                                setting(
                                        request.callerArn(),
                                        request.resourcePolicy(),
                                        request.resourceOwner())),
                        documents);
        Page.Of<Verdict> page = slice.page(verdicts);
        return SimulateCustomPolicyResponse.builder()
                .evaluationResults(page.items().stream().map(VerdictShapes::shown).toList())
                .isTruncated(Paging.isTruncated(page))
                .marker(CUSTOM.marker(page))
                .build();
    }

    private static Simulation.Setting setting(
            @Nullable String callerArn, @Nullable String policy, @Nullable String owner) {
        return new Simulation.Setting(
                Optional.ofNullable(callerArn),
                Optional.ofNullable(policy),
                Optional.ofNullable(owner));
    }

    private static void refuse(Collection<?> documents, String member) {
        if (!documents.isEmpty()) {
            throw notSimulated(member);
        }
    }

    private static ApiFault notSimulated(String member) {
        return new ApiFault(ErrorCode.INVALID_INPUT, member + " is not simulated by Countersign.");
    }

    private static Map<String, List<String>> context(List<ContextEntry> entries) {
        var context = new HashMap<String, List<String>>();
        for (ContextEntry entry : entries) {
            Optional.ofNullable(entry.contextKeyName())
                    .ifPresent(name -> context.put(name, entry.contextKeyValues()));
        }
        return context;
    }

    private GetContextKeysForCustomPolicyResponse customKeys(
            Caller.Api caller, GetContextKeysForCustomPolicyRequest request) {
        return GetContextKeysForCustomPolicyResponse.builder()
                .contextKeyNames(simulator.contextKeysForCustom(caller, request.policyInputList()))
                .build();
    }

    private GetContextKeysForPrincipalPolicyResponse principalKeys(
            Caller.Api caller, GetContextKeysForPrincipalPolicyRequest request) {
        return GetContextKeysForPrincipalPolicyResponse.builder()
                .contextKeyNames(
                        simulator.contextKeysForPrincipal(
                                caller, request.policySourceArn(), request.policyInputList()))
                .build();
    }
}
