package countersign.acceptance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** What the AWS SDK for Java logs in this process. */
final class SdkLogs {
    private SdkLogs() {}

    /** Nothing below a warning; otherwise it writes down each request that it signs. */
    static void quiet() {
        ((Logger) LoggerFactory.getLogger("software.amazon.awssdk")).setLevel(Level.WARN);
    }
}
