package countersign.aws.query;

import countersign.aws.Action;
import countersign.aws.ApiFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;

/** What the service model demands of one action's requests. Made once for an action. */
public final class Constraints {
    private final Action action;
    private final StructureCheck members;

    private Constraints(Action action, StructureCheck members) {
        this.action = action;
        this.members = members;
    }

    public static Constraints of(Action action, Class<? extends AwsRequest> type) {
        SdkPojo example = Builders.of(type).get();
        ConstraintTable table = ConstraintTable.of(action.service());
        return new Constraints(
                action, new StructureCheck(example.sdkFields(), table.input(action), table));
    }

    /** The refusal that AWS's generated code would send, if any. */
    public Optional<ApiFault> check(Decoded<?> decoded) {
        var faults = new ArrayList<ConstraintFault>();
        members.check(decoded.request(), "", faults);
        for (String place : decoded.missingEntries()) {
            faults.add(ConstraintFault.missing(place));
        }
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(ConstraintTexts.refusal(action, List.copyOf(faults)));
    }
}
