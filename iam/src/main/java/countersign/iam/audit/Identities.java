package countersign.iam.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import countersign.iam.account.AccountId;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import countersign.iam.session.Subject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** CloudTrail's userIdentity for each kind of caller. */
final class Identities {
    private Identities() {}

    static AuditEvent.User root(AccountId account) {
        return user("Root", account.digits(), account.rootArn(), account);
    }

    static AuditEvent.User operator() {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        identity.put("type", "Operator").put("arn", "countersign");
        return new AuditEvent.User("Operator", "countersign", identity);
    }

    static AuditEvent.User of(Principal principal) {
        if (principal.isRoot()) return root(principal.account());
        var user = user("IAMUser", principal.id().text(), principal.arn(), principal.account());
        principal.userName().ifPresent(name -> user.identity().put("userName", name));
        return user;
    }

    static AuditEvent.User of(Caller.Authenticated caller) {
        Subject subject = caller.subject();
        AuditEvent.User user =
                switch (subject) {
                    case Subject.User(Principal principal) -> of(principal);
                    case Subject.RoleSession role ->
                            user("AssumedRole", role.userId(), role.arn(), role.account());
                    case Subject.Federated name ->
                            user("FederatedUser", name.userId(), name.arn(), name.account());
                };
        if (caller instanceof Caller.Api api) {
            user.identity().put("accessKeyId", api.credential().accessKeyId());
        }
        caller.sessionSince().ifPresent(since -> session(user.identity(), caller, since));
        return user;
    }

    private static void session(ObjectNode identity, Caller.Authenticated caller, Instant since) {
        ObjectNode context = identity.putObject("sessionContext");
        switch (caller.subject()) {
            case Subject.User _ -> {}
            case Subject.RoleSession(var role, var _) ->
                    context.putObject("sessionIssuer")
                            .put("type", "Role")
                            .put("principalId", role.id())
                            .put("arn", role.arn())
                            .put("accountId", role.account().digits())
                            .put("userName", role.name());
            case Subject.Federated(var issuer, var _) ->
                    context.putObject("sessionIssuer")
                            .put("type", issuer.isRoot() ? "Root" : "IAMUser")
                            .put("principalId", issuer.id().text())
                            .put("arn", issuer.arn())
                            .put("accountId", issuer.account().digits());
        }
        context.putObject("attributes")
                .put("creationDate", since.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("mfaAuthenticated", Boolean.toString(caller.mfa().isPresent()));
    }

    private static AuditEvent.User user(String type, String id, String arn, AccountId account) {
        ObjectNode identity = JsonNodeFactory.instance.objectNode();
        identity.put("type", type)
                .put("principalId", id)
                .put("arn", arn)
                .put("accountId", account.digits());
        return new AuditEvent.User(type, arn, identity);
    }
}
