import org.jspecify.annotations.NullMarked;

/**
 * The virtual MFA device as a command. Never prints a seed, serves nothing but the web app's files,
 * to this machine, and calls nobody but STS, for {@code aws}, and who {@code check-clock} names.
 */
@NullMarked
module countersign.authenticator {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires countersign.authenticator.site;
    requires countersign.otp;
    requires countersign.qr;
    requires countersign.vault;
    requires info.picocli;
    requires java.net.http;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http.urlconnection;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.profiles;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.retries.api;
    requires software.amazon.awssdk.services.sts;

    // picocli fills in the fields of the commands.
    opens countersign.authenticator to
            info.picocli;
}
