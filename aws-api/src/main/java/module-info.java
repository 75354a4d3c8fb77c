import org.jspecify.annotations.NullMarked;

/**
 * The AWS Query protocol and Signature Version 4 for IAM and STS: bytes in, bytes out, over the
 * request and response classes of the AWS SDK. Opens no socket, calls no AWS, and decides nothing
 * about security beyond who signed.
 */
@NullMarked
module countersign.aws {
    requires static org.jspecify;
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
