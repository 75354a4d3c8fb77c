package countersign.iam.session;

import countersign.iam.account.AccountId;
import countersign.iam.principal.Principal;
import countersign.iam.role.Role;
import java.util.Optional;

/** Whom a request acts as: what policies bind, and what GetCallerIdentity shows. */
public sealed interface Subject {
    AccountId account();

    /** As GetCallerIdentity shows it. */
    String arn();

    /** As GetCallerIdentity shows it. */
    String userId();

    /** Whose policies apply: the unique id of a user or role; the account's for root. */
    String owner();

    /** A root user or IAM user, with a key of its own or by GetSessionToken, or in the console. */
    record User(Principal principal) implements Subject {
        @Override
        public AccountId account() {
            return principal.account();
        }

        @Override
        public String arn() {
            return principal.arn();
        }

        @Override
        public String userId() {
            return principal.id().text();
        }

        @Override
        public String owner() {
            return principal.id().text();
        }
    }

    /** Somebody who has assumed a role. */
    record RoleSession(Role role, String name) implements Subject {
        @Override
        public AccountId account() {
            return role.account();
        }

        @Override
        public String arn() {
            return role.sessionArn(name);
        }

        @Override
        public String userId() {
            return role.id() + ":" + name;
        }

        @Override
        public String owner() {
            return role.id();
        }
    }

    /** A name to which a user lends some of its rights (GetFederationToken). */
    record Federated(Principal issuer, String name) implements Subject {
        @Override
        public AccountId account() {
            return issuer.account();
        }

        @Override
        public String arn() {
            return "arn:aws:sts::" + account() + ":federated-user/" + name;
        }

        @Override
        public String userId() {
            return account() + ":" + name;
        }

        @Override
        public String owner() {
            return issuer.id().text();
        }
    }

    /** The IAM user or root user itself; empty for role sessions and federated users. */
    default Optional<Principal> self() {
        return this instanceof User(Principal principal)
                ? Optional.of(principal)
                : Optional.empty();
    }

    default boolean isRoot() {
        return this instanceof User(Principal principal) && principal.isRoot();
    }
}
