package countersign.aws.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.Fixtures;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    private static final Scope SCOPE =
            new Scope(Fixtures.KEY, "20150830", "us-east-1", "iam", "aws4_request");
    private static final SigningSecret SECRET =
            SigningSecret.of("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    /** AWS General Reference, "Examples of how to derive a signing key for Signature Version 4". */
    @Test
    void agreesWithTheExampleThatAwsPublished() {
        assertThat(SigningKey.derive(SECRET, SCOPE).hex())
                .isEqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
    }

    /** AWS General Reference, "Task 3: Calculate the signature", of ListUsers on that day. */
    @Test
    void signsTheExamplesStringToSign() {
        String stringToSign =
                """
                AWS4-HMAC-SHA256
                20150830T123600Z
                20150830/us-east-1/iam/aws4_request
                f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59\
                """;
        String signature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
        SigningKey key = SigningKey.derive(SECRET, SCOPE);
        assertThat(key.hex(stringToSign)).isEqualTo(signature);
        assertThat(key.signed(stringToSign, signature)).isTrue();
        assertThat(key.signed(stringToSign, signature.replace('5', '6'))).isFalse();
    }

    @Test
    void nothingPrintsASecret() {
        var keys = new SigningKeys();
        SigningKey key = SigningKey.derive(SECRET, SCOPE);
        keys.keep(SECRET, SCOPE, key);
        assertThat(SECRET).hasToString("SigningSecret[40 bytes]");
        assertThat(keys).hasToString("SigningKeys[1]");
        assertThat(key).hasToString("SigningKey");
        assertThat(new Credentials.Found.Active<>(SECRET, "alice").toString())
                .doesNotContain("wJalr");
    }

    @Test
    void keysAreFoundAgainAndAreBounded() {
        var keys = new SigningKeys();
        for (int i = 0; i < 10_000; i++) {
            var scope = new Scope(Fixtures.KEY, "20150830", "r-" + i, "iam", "aws4_request");
            keys.keep(SECRET, scope, SigningKey.derive(SECRET, SCOPE));
        }
        assertThat(keys.toString()).isLessThanOrEqualTo("SigningKeys[4096]");
        var last = new Scope(Fixtures.KEY, "20150830", "r-9999", "iam", "aws4_request");
        assertThat(keys.find(SECRET, last)).isSameAs(keys.find(SECRET, last));
        assertThat(keys.find(SigningSecret.of("other"), last)).isNotSameAs(keys.find(SECRET, last));
    }
}
