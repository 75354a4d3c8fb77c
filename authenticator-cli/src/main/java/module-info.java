import org.jspecify.annotations.NullMarked;

/**
 * The virtual MFA device as a command. Never prints a seed, never asks anybody over a network what
 * time it is, and serves nothing but the web app's files, to this machine.
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

    // picocli fills in the fields of the commands.
    opens countersign.authenticator to
            info.picocli;
}
