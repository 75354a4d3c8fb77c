package countersign.aws.sigv4;

import java.util.List;
import java.util.Optional;

/** What {@code Credential=} says: a key, and the day, region and service it signs for. */
public record Scope(
        String accessKeyId, String date, String region, String service, String terminator) {

    /** Five parts between slashes; empty when there are fewer or more. */
    static Optional<Scope> parse(String credential) {
        List<String> parts = List.of(credential.split("/", -1));
        return parts.size() == 5
                ? Optional.of(
                        new Scope(
                                parts.get(0),
                                parts.get(1),
                                parts.get(2),
                                parts.get(3),
                                parts.get(4)))
                : Optional.empty();
    }

    /** As it stands in the string to sign. */
    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + terminator;
    }
}
