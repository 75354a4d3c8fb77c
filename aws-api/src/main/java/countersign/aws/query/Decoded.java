package countersign.aws.query;

import java.util.List;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * A request as the SDK's class, and where its lists had holes ({@code tags.2.member}): the list in
 * the request is without them.
 */
public record Decoded<Q extends AwsRequest>(Q request, List<String> missingEntries) {
    public Decoded {
        missingEntries = List.copyOf(missingEntries);
    }
}
