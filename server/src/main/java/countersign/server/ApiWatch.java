package countersign.server;

import countersign.aws.AwsApi;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the calls of the API, and logs faults of ours with the id that the client was told. */
record ApiWatch(Metrics metrics) implements AwsApi.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(ApiWatch.class);

    @Override
    public void answered(String action, int status, Optional<String> errorCode) {
        metrics.called(action, status, errorCode.orElse(""));
        LOG.debug("{} {} {}", action, status, errorCode.orElse(""));
    }

    @Override
    public void failed(String requestId, RuntimeException fault) {
        LOG.error("API request {} failed", requestId, fault);
    }
}
