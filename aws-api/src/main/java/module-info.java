import org.jspecify.annotations.NullMarked;

/**
 * The IAM and STS APIs of AWS: Query protocol, Signature Version 4 and every action, over the
 * services of iam and the request and response classes of the AWS SDK. Bytes in, bytes out: opens
 * no socket, calls no AWS, and decides nothing about security beyond who signed.
 */
@NullMarked
module countersign.aws {
    requires static org.jspecify;
    requires transitive countersign.iam;
    requires countersign.qr;
    requires com.fasterxml.jackson.databind;
    requires transitive software.amazon.awssdk.awscore;
    requires transitive software.amazon.awssdk.core;
    requires transitive software.amazon.awssdk.services.iam;
    requires transitive software.amazon.awssdk.services.sts;
    requires software.amazon.awssdk.utils;

    exports countersign.aws;
    // The port that finds the secret behind an access key id.
    exports countersign.aws.sigv4;
}
