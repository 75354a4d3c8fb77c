package countersign.iam.sts;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Store;
import countersign.iam.Tables;
import countersign.iam.accesskey.KeyIds;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Authorizer;
import countersign.iam.authorization.RequestKeys;
import countersign.iam.credential.SessionClaims.Kind;
import countersign.iam.credential.SessionClaims.SessionPolicies;
import countersign.iam.credential.SessionIssuer;
import countersign.iam.mfa.CodeVerifier;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Proofs;
import countersign.iam.session.Subject;
import countersign.iam.tag.Tag;
import countersign.iam.tag.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** GetSessionToken, GetFederationToken and GetAccessKeyInfo; {@link RoleSessions} assumes roles. */
public final class SecurityTokens {
    private static final Duration USUAL = Duration.ofHours(12);

    /** Sessions of a root user end after an hour, however long was asked for. */
    private static final Duration LONGEST_OF_ROOT = Duration.ofHours(1);

    private final Store store;
    private final Authorizer authorizer;
    private final SessionIssuer issuer;
    private final Proving proving;

    public SecurityTokens(
            Store store, Authorizer authorizer, CodeVerifier verifier, SessionIssuer issuer) {
        this.store = store;
        this.authorizer = authorizer;
        this.issuer = issuer;
        this.proving = new Proving(store, verifier);
    }

    /**
     * GetSessionToken. Needs no permission.
     *
     * @throws Refused with AWS's texts
     */
    public Issued sessionToken(
            Caller.Api caller,
            Optional<Duration> wanted,
            Optional<String> serial,
            Optional<String> code) {
        Principal self = longTerm(caller, Action.GET_SESSION_TOKEN);
        Optional<Proofs.Mfa> mfa = proving.prove(caller, Action.GET_SESSION_TOKEN, serial, code);
        SessionIssuer.Wanted session =
                SessionIssuer.Wanted.of(Kind.USER, self.account(), self.id().text(), "")
                        .provedBy(mfa);
        var issued = issuer.issue(caller, session, caller.account(), duration(self, wanted));
        return Issued.of(issued, Optional.empty(), caller.subject());
    }

    private static Principal longTerm(Caller.Api caller, Action action) {
        if (caller.claims().isPresent()) {
            throw new Refused(
                    Code.AccessDenied,
                    "Cannot call " + action.wireName() + " with session credentials");
        }
        return caller.subject().self().orElseThrow();
    }

    private static Duration duration(Principal self, Optional<Duration> wanted) {
        Duration asked = wanted.orElse(USUAL);
        return self.isRoot() && asked.compareTo(LONGEST_OF_ROOT) > 0 ? LONGEST_OF_ROOT : asked;
    }

    /**
     * GetFederationToken: what the caller may do, within the session policies; without any,
     * nothing.
     *
     * @throws Refused with AWS's texts
     */
    public Issued federationToken(
            Caller.Api caller,
            String name,
            Optional<Duration> wanted,
            Optional<String> document,
            List<String> policyArns,
            List<Tag> tags) {
        Principal self = longTerm(caller, Action.GET_FEDERATION_TOKEN);
        String arn = "arn:aws:sts::" + self.account() + ":federated-user/" + name;
        SessionPolicies policies =
                store.read(tables -> {
                    authorizer.require(
                            tables,
                            caller,
                            Action.GET_FEDERATION_TOKEN,
                            arn,
                            RequestKeys.NONE.withTags(tags));
                    Tags.check(tags, Tags.Case.IGNORED);
                    return SessionPolicyCheck.check(tables, self.account(), document, policyArns)
                            .orElse(new SessionPolicies(Optional.empty(), List.of()));
                });
        SessionIssuer.Wanted session =
                SessionIssuer.Wanted.of(Kind.FEDERATED, self.account(), self.id().text(), name)
                        .within(Optional.of(policies))
                        .tagged(map(tags), List.of());
        int tagCharacters =
                tags.stream().mapToInt(tag -> tag.key().length() + tag.value().length()).sum();
        var packed = SessionPolicyCheck.packed(Optional.of(policies), tagCharacters);
        var issued = issuer.issue(caller, session, caller.account(), duration(self, wanted));
        return Issued.of(issued, packed, new Subject.Federated(self, name));
    }

    static Map<String, String> map(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    /**
     * GetAccessKeyInfo: the account that an access key id is of, whether the key exists or not.
     *
     * @throws Refused no account of this server's
     */
    public AccountId accessKeyInfo(Caller.Api caller, String accessKeyId) {
        return store.read(tables -> {
            authorizer.require(tables, caller, Action.GET_ACCESS_KEY_INFO, "*");
            return account(tables, accessKeyId);
        });
    }

    private static AccountId account(Tables tables, String accessKeyId) {
        return KeyIds.account(accessKeyId)
                .flatMap(id -> tables.accounts().find(id))
                .map(Account::id)
                .orElseThrow(
                        () -> Refused.invalid("The specified value for accessKeyId is invalid."));
    }
}
