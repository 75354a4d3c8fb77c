import org.jspecify.annotations.NullMarked;

/**
 * The rules: accounts, principals, passwords, MFA devices, sign-in, sessions, recovery and audit.
 * Decides everything about security and does no input or output: storage is a port ({@link
 * countersign.iam.Store}), time and randomness are handed in.
 */
@NullMarked
module countersign.iam {
    requires static org.jspecify;
    requires transitive countersign.otp;
    requires transitive countersign.policy;
    requires transitive com.fasterxml.jackson.databind;
    requires org.bouncycastle.provider;

    exports countersign.iam;
    exports countersign.iam.accesskey;
    exports countersign.iam.account;
    exports countersign.iam.audit;
    exports countersign.iam.authorization;
    exports countersign.iam.credential;
    exports countersign.iam.group;
    exports countersign.iam.key;
    exports countersign.iam.mail;
    exports countersign.iam.mfa;
    exports countersign.iam.password;
    exports countersign.iam.permission;
    exports countersign.iam.principal;
    exports countersign.iam.recovery;
    exports countersign.iam.report;
    exports countersign.iam.role;
    exports countersign.iam.sandbox;
    exports countersign.iam.session;
    exports countersign.iam.signin;
    exports countersign.iam.simulation;
    exports countersign.iam.sts;
    exports countersign.iam.tag;
    exports countersign.iam.user;
}
