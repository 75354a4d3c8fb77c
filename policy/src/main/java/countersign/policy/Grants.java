package countersign.policy;

import java.util.List;
import java.util.Optional;

/**
 * What binds a principal.
 *
 * @param identity its own policies and its groups'
 * @param boundary the permissions boundary, if there is one
 * @param session the session policies; empty when none was given, which limits nothing. An empty
 *     list allows nothing: so stands a GetFederationToken session without a policy.
 */
public record Grants(
        List<Source> identity, Optional<Source> boundary, Optional<List<Source>> session) {
    public Grants {
        identity = List.copyOf(identity);
        session = session.map(List::copyOf);
        identity.forEach(Grants::check);
        boundary.ifPresent(Grants::check);
        session.ifPresent(policies -> policies.forEach(Grants::check));
    }

    /** A policy that names principals would seem to grant to everybody. */
    private static void check(Source source) {
        if (source.policy().kind().namesPrincipals()) {
            throw new IllegalArgumentException(source.id() + " is a policy for others");
        }
    }

    /** Identity policies alone. */
    public static Grants of(List<Source> identity) {
        return new Grants(identity, Optional.empty(), Optional.empty());
    }
}
