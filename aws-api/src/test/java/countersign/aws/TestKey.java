package countersign.aws;

import java.util.Optional;

/** A key that signs. */
public record TestKey(String id, String secret, Optional<String> token) {
    /** The credentials in an answer of STS. */
    public static TestKey of(XmlAnswer answer) {
        return new TestKey(
                answer.text("AccessKeyId"),
                answer.text("SecretAccessKey"),
                Optional.of(answer.text("SessionToken")));
    }
}
