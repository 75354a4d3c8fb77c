package countersign.iam.credential;

import countersign.iam.Refused;
import countersign.iam.Tables;
import countersign.iam.accesskey.AccessKey;
import countersign.iam.mfa.MfaRules;
import countersign.iam.principal.Principal;
import countersign.iam.role.Role;
import countersign.iam.session.Caller;
import countersign.iam.session.Subject;
import java.util.Optional;

/** Whether what a request was signed with is still good. */
public final class Liveness {
    private final MfaRules rules;

    public Liveness(MfaRules rules) {
        this.rules = rules;
    }

    /**
     * Inside a unit of work: as when the request came in.
     *
     * @throws Refused the credential has ended in the meantime
     */
    public void require(Tables tables, Caller.Api caller) {
        boolean alive =
                switch (caller.credential()) {
                    case Credential.LongTerm(String id) ->
                            tables.accessKeys()
                                    .find(caller.account().id(), id)
                                    .filter(Liveness::isUsable)
                                    .isPresent();
                    case Credential.Temporary(SessionClaims claims) ->
                            subject(tables, claims).isPresent();
                };
        if (!alive) {
            throw new Refused(
                    Refused.Code.InvalidClientTokenId,
                    "The security token included in the request is invalid.");
        }
    }

    static boolean isUsable(AccessKey key) {
        return key.active() && !key.suspended();
    }

    /** Whom session credentials act as; empty when they have ended. */
    Optional<Subject> subject(Tables tables, SessionClaims claims) {
        Optional<Principal> issuer = issuer(tables, claims.issuer());
        if (issuer.isEmpty()) return Optional.empty();
        return switch (claims.kind()) {
            case USER -> Optional.of(new Subject.User(issuer.get()));
            case FEDERATED -> Optional.of(new Subject.Federated(issuer.get(), claims.name()));
            case ROLE -> {
                Optional<Role> role = tables.roles().findById(claims.account(), claims.subject());
                yield role.map(it -> new Subject.RoleSession(it, claims.name()));
            }
        };
    }

    /** The principal at the beginning of the chain, if what it issued is still good. */
    private Optional<Principal> issuer(Tables tables, SessionClaims.Issuer issuer) {
        Optional<Principal> found = tables.principals().find(issuer.account(), issuer.principal());
        if (!rules.endsSessionCredentials()) return found;
        boolean keyAlive =
                tables.accessKeys()
                        .find(issuer.account(), issuer.accessKeyId())
                        .filter(Liveness::isUsable)
                        .isPresent();
        return found.filter(it -> keyAlive && it.epoch() == issuer.epoch());
    }
}
