import org.jspecify.annotations.NullMarked;

/**
 * The virtual MFA device as a command. Never prints a seed, and never asks anybody over a network
 * what time it is.
 */
@NullMarked
module countersign.authenticator {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires countersign.otp;
    requires countersign.qr;
    requires countersign.vault;
    requires info.picocli;

    // picocli fills in the fields of the commands.
    opens countersign.authenticator to
            info.picocli;
}
