package countersign.aws.sigv4;

/** Who signed a request, with which key, for which region. */
public record Signed<C>(C caller, String accessKeyId, String region) {}
