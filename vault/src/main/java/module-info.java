import org.jspecify.annotations.NullMarked;

/**
 * The authenticator's encrypted vault: one file, opened by a passphrase. Never talks to a network,
 * a screen or a clock, and never writes a seed unsealed.
 */
@NullMarked
module countersign.vault {
    requires static org.jspecify;
    requires transitive countersign.otp;
    requires com.fasterxml.jackson.core;
    requires org.bouncycastle.provider;

    exports countersign.vault;
    exports countersign.vault.exchange;
}
