package countersign.aws.query;

import countersign.aws.Headers;
import countersign.aws.Service;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The header fields of every answer that has a body. */
final class AnswerHeaders {
    private AnswerHeaders() {}

    static Headers of(Optional<Service> service, String requestId) {
        return service.filter(Service.STS::equals).isPresent()
                ? Headers.of(sts(requestId))
                : Headers.of(common(requestId));
    }

    private static String[] common(String requestId) {
        return new String[] {
            "Content-Type", "text/xml",
            "x-amzn-RequestId", requestId,
            "X-Content-Type-Options", "nosniff",
            "Content-Security-Policy", "sandbox; default-src 'none'",
            "Cache-Control", "no-store"
        };
    }

    private static String[] sts(String requestId) {
        String[] common = common(requestId);
        String[] all = Arrays.copyOf(common, common.length + 2);
        all[common.length] = "x-amz-sts-extended-request-id";
        all[common.length + 1] = extended(requestId);
        return all;
    }

    /** AWS's own is base64 of a few fields; what is in it is nobody's business. */
    private static String extended(String requestId) {
        byte[] text = ("1:R:" + requestId).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(text);
    }
}
