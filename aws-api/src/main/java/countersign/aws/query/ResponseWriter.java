package countersign.aws.query;

import countersign.aws.Action;
import countersign.aws.ApiAnswer;
import countersign.aws.Body;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;

/** Writes the answers of one action. Made once; then it is safe for any number of threads. */
public final class ResponseWriter {
    /** Where AWS's order is known and the SDK declares another. */
    private static final Map<String, List<String>> ORDERS =
            Map.of("GetCallerIdentity", List.of("Arn", "UserId", "Account"));

    private final Action action;
    private final StructureWriter members;
    private final boolean hasResult;
    private final String head;
    private final String tail;

    private ResponseWriter(Action action, StructureWriter members, boolean hasResult) {
        String name = action.name();
        this.action = action;
        this.members = members;
        this.hasResult = hasResult;
        this.head = "<" + name + "Response xmlns=\"" + action.service().namespace() + "\">";
        this.tail = "</RequestId></ResponseMetadata></" + name + "Response>";
    }

    /** Works out how answers of {@code type} are written. */
    public static ResponseWriter of(Action action, Class<? extends AwsResponse> type) {
        var table = ConstraintTable.of(action.service());
        List<SdkField<?>> fields = inOrder(action, Builders.of(type).get().sdkFields());
        var members = new StructureWriter(fields, table.requiredLists(action));
        boolean hasResult = !fields.isEmpty() || table.hasEmptyResult(action);
        return new ResponseWriter(action, members, hasResult);
    }

    private static List<SdkField<?>> inOrder(Action action, List<SdkField<?>> fields) {
        List<String> order = ORDERS.getOrDefault(action.name(), List.of());
        return fields.stream()
                .sorted(Comparator.comparingInt(field -> order.indexOf(field.locationName())))
                .toList();
    }

    /** An action that has no output in the model has no {@code XResult} either. */
    public ApiAnswer write(AwsResponse response, String requestId) {
        var xml = new Xml().raw(head);
        if (hasResult) {
            xml.open(action.name() + "Result");
            members.write(response, xml);
            xml.close(action.name() + "Result");
        }
        xml.raw("<ResponseMetadata><RequestId>").raw(requestId).raw(tail);
        return new ApiAnswer(
                200,
                AnswerHeaders.of(Optional.of(action.service()), requestId),
                Body.utf8(xml.toString()));
    }
}
