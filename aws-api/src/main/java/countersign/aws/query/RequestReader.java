package countersign.aws.query;

import java.util.ArrayList;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Reads a form into one request class of the SDK. Made once for a class; then it is safe for any
 * number of threads.
 */
public final class RequestReader<Q extends AwsRequest> {
    private final Class<Q> type;
    private final StructureReader members;

    private RequestReader(Class<Q> type, StructureReader members) {
        this.type = type;
        this.members = members;
    }

    public static <Q extends AwsRequest> RequestReader<Q> of(Class<Q> type) {
        return new RequestReader<>(type, new StructureReader(Builders.of(type)));
    }

    /** Throws an {@link countersign.aws.ApiFault} of MalformedInput for what has no such form. */
    public Decoded<Q> read(QueryForm form) {
        var missing = new ArrayList<String>();
        Q request = type.cast(members.build(FormTree.of(form), "", missing));
        return new Decoded<>(request, missing);
    }
}
