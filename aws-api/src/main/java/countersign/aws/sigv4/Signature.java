package countersign.aws.sigv4;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a request says about its signature, well-formed and not yet believed.
 *
 * @param signedHeaders in lower case
 * @param stamp {@code signedAt} as the client wrote it
 * @param securityToken of temporary credentials
 * @param lifetime of a presigned request, when it names one
 */
record Signature(
        Scope scope,
        SortedSet<String> signedHeaders,
        String hex,
        String stamp,
        Instant signedAt,
        Optional<String> securityToken,
        Optional<Duration> lifetime) {

    /** Neither signature nor token: whoever reads a log could use them. */
    @Override
    public String toString() {
        return "Signature[" + scope + " " + stamp + "]";
    }
}
