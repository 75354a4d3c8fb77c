package countersign.iam.authorization;

import countersign.iam.credential.Credential;
import countersign.iam.credential.SessionClaims;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Subject;
import countersign.iam.tag.Tag;
import countersign.policy.Context;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The condition keys of a request. Keys about MFA are there, or are not, as AWS has them: a
 * long-term key has none, a session says true or false, a role session has none again.
 */
final class CallContext implements Context {
    private static final String PRINCIPAL_TAG = "aws:principaltag/";

    private final Caller.Authenticated caller;
    private final List<Tag> principalTags;
    private final Resource resource;
    private final RequestKeys request;

    CallContext(
            Caller.Authenticated caller,
            List<Tag> principalTags,
            Resource resource,
            RequestKeys request) {
        this.caller = caller;
        this.principalTags = principalTags;
        this.resource = resource;
        this.request = request;
    }

    @Override
    public Optional<List<String>> values(String key) {
        List<String> own = request.values().get(key);
        return own == null ? value(key).map(List::of) : Optional.of(own);
    }

    private Optional<String> value(String key) {
        Subject subject = caller.subject();
        return switch (key) {
            case "aws:multifactorauthpresent" -> mfaPresent();
            case "aws:multifactorauthage" -> mfaAge();
            case "aws:username" -> subject.self().flatMap(Principal::userName);
            case "aws:userid" -> Optional.of(subject.userId());
            case "aws:principalarn" -> Optional.of(principalArn(subject));
            case "aws:principalaccount" -> Optional.of(subject.account().digits());
            case "aws:principaltype" -> Optional.of(principalType(subject));
            case "aws:resourceaccount" -> resourceAccount();
            case "aws:currenttime" ->
                    Optional.of(caller.now().truncatedTo(ChronoUnit.SECONDS).toString());
            case "aws:epochtime" -> Optional.of(Long.toString(caller.now().getEpochSecond()));
            case "aws:sourceip" -> Optional.of(caller.client().address());
            case "aws:securetransport" -> Optional.of(Boolean.toString(caller.client().secure()));
            case "aws:useragent" -> Optional.of(caller.client().userAgent());
            case "aws:tokenissuetime" ->
                    caller.sessionSince().map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString());
            case "aws:sourceidentity" -> claims().flatMap(SessionClaims::sourceIdentity);
            default ->
                    key.startsWith(PRINCIPAL_TAG)
                            ? tag(key.substring(PRINCIPAL_TAG.length()))
                            : resource.value(key);
        };
    }

    /** Every row of aws-mfa.md D.6. */
    private Optional<String> mfaPresent() {
        return hasMfaKeys()
                ? Optional.of(Boolean.toString(caller.mfa().isPresent()))
                : Optional.empty();
    }

    private Optional<String> mfaAge() {
        if (!hasMfaKeys()) return Optional.empty();
        return caller.mfa()
                .map(proof -> Duration.between(proof.at(), caller.now()).toSeconds())
                .map(seconds -> Long.toString(Math.max(0, seconds)));
    }

    private boolean hasMfaKeys() {
        return switch (caller) {
            case Caller.SignedIn _ -> true;
            case Caller.Api api ->
                    api.credential() instanceof Credential.Temporary(SessionClaims claims)
                            && claims.kind() == SessionClaims.Kind.USER;
        };
    }

    private Optional<SessionClaims> claims() {
        return caller instanceof Caller.Api api ? api.claims() : Optional.empty();
    }

    static String principalArn(Subject subject) {
        return subject instanceof Subject.RoleSession session
                ? session.role().arn()
                : subject.arn();
    }

    private static String principalType(Subject subject) {
        return switch (subject) {
            case Subject.User(Principal principal) -> principal.isRoot() ? "Account" : "User";
            case Subject.RoleSession _ -> "AssumedRole";
            case Subject.Federated _ -> "FederatedUser";
        };
    }

    private Optional<String> resourceAccount() {
        String[] parts = resource.arn().split(":", 6);
        return parts.length == 6 && !parts[4].isEmpty()
                ? Optional.of(parts[4])
                : Optional.of(caller.account().id().digits());
    }

    /** Session tags win over the principal's own; keys are alike ignoring case. */
    private Optional<String> tag(String key) {
        Optional<String> session =
                claims().flatMap(claims ->
                        claims.tags().entrySet().stream()
                                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                                .map(java.util.Map.Entry::getValue)
                                .findFirst());
        if (session.isPresent()) return session;
        return principalTags.stream()
                .filter(tag -> tag.key().equalsIgnoreCase(key))
                .map(Tag::value)
                .findFirst();
    }
}
