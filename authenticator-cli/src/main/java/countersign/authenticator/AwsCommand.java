package countersign.authenticator;

import countersign.otp.Timed;
import countersign.vault.Entry;
import countersign.vault.SealedFile;
import countersign.vault.Vault;
import countersign.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "aws",
        description = {
            "Prints session credentials with MFA, for the credential_process of an AWS profile.",
            "The long-term keys, mfa_serial, region and endpoint are those of PROFILE or of its"
                    + " source_profile; a credential_process there is never run. STS is asked with"
                    + " a code that was never given before, after a key press on the terminal or"
                    + " with authenticator unlock --allow PROFILE; the session is kept, sealed,"
                    + " until five minutes before it ends. The answer is JSON in any case."
        })
final class AwsCommand extends VaultCommand {
    /** The folder of what is kept, beside the vault. */
    static final String SESSIONS = "sessions";

    private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(5);
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(36);

    static {
        // The SDK logs to nobody here: what a person has to know is said otherwise.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "PROFILE",
            description = "The AWS profile with the long-term keys.")
    private String profileName = "";

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description =
                    "The account of the vault. Without it, the one whose note has the mfa_serial,"
                            + " or whose QR code named the device.")
    private @Nullable String accountName;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long the session lasts, 15m to 36h; without it STS decides.")
    private @Nullable Duration duration;

    @Option(names = "--no-cache", description = "Take a new session, and keep none.")
    private boolean withoutCache;

    @Option(
            names = "--insecure-http",
            description = "Send the code to another machine without TLS: for tests.")
    private boolean insecureHttp;

    AwsCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        if (duration != null
                && (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0)) {
            throw new ParameterException(spec.commandLine(), "--duration takes 15m to 36h");
        }
        AwsProfile profile = AwsProfile.read(surroundings, profileName);
        if (profile.isReadableOnTheWay() && !insecureHttp) {
            throw new CommandFailure(
                    profile.where()
                            + " is neither https nor this machine: anybody on the way could read"
                            + " the session");
        }
        try (Vault vault = warned(vaultOptions.open(surroundings, wanted(profile)))) {
            SessionCredentials session =
                    withoutCache ? ask(vault, profile) : keptOrNew(vault, profile);
            Format.print(out(), session::reveal);
        }
        return 0;
    }

    /** One asks and the others wait: ten programs that start at once want one code. */
    private SessionCredentials keptOrNew(Vault vault, AwsProfile profile) {
        SealedFile file = vault.sealedFile(SESSIONS, keptName(profile));
        return kept(file)
                .orElseGet(() ->
                        file.locked(() -> kept(file).orElseGet(() -> renew(vault, file, profile))));
    }

    private Optional<SessionCredentials> kept(SealedFile file) {
        var wanted = surroundings.time().now().plus(RENEWED_BEFORE_END);
        return file.read()
                .flatMap(SessionCredentials::parse)
                .filter(session -> session.expiration().isAfter(wanted));
    }

    private SessionCredentials renew(Vault vault, SealedFile file, AwsProfile profile) {
        SessionCredentials session = ask(vault, profile);
        try {
            file.write(session.revealForSealing());
        } catch (VaultException e) {
            warn("the session is not kept: " + e.getMessage());
        }
        return session;
    }

    private String keptName(AwsProfile profile) {
        var parts = new ArrayList<>(profile.identity());
        parts.add(String.valueOf(duration));
        try {
            byte[] text = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private SessionCredentials ask(Vault vault, AwsProfile profile) {
        Entry entry =
                accountName == null
                        ? AwsDevice.find(vault.entries(), profile.mfaSerial())
                        : find(vault.entries(), accountName);
        if (!(entry.account().method() instanceof Timed totp)) {
            throw new CommandFailure(
                    "the codes of " + entry.name() + " go by a counter: AWS wants them by time");
        }
        consent(entry, profile);
        var claim = new StepClaim(this, surroundings.time(), this::tell);
        long step = claim.claim(vault, entry, totp, 1);
        String code = totp.shownAt(entry.account().seed(), step);
        return Sts.sessionToken(profile, code, Optional.ofNullable(duration));
    }

    /** Whoever called shows neither of this command's outputs to the person. */
    private void tell(String what) {
        if (surroundings.terminal().canAsk()) {
            surroundings.terminal().tell("authenticator: " + what);
        }
    }

    /** Before each question, since what runs this command shows nothing of it. */
    private static String wanted(AwsProfile profile) {
        return "authenticator: a program wants a session of the AWS profile "
                + profile.name()
                + ".\n";
    }

    private void consent(Entry entry, AwsProfile profile) {
        if (AgentClient.of(surroundings, vaultOptions.path(surroundings)).allows(profile.name())) {
            return;
        }
        if (!surroundings.terminal().canAsk()) {
            throw new CommandFailure(
                    "there is no terminal to press a key on, which a code for a program needs:"
                            + " authenticator unlock --allow "
                            + profile.name()
                            + " before");
        }
        char key =
                surroundings
                        .terminal()
                        .readKey(
                                wanted(profile)
                                        + "Press y to send a code of "
                                        + entry.name()
                                        + " to "
                                        + profile.where()
                                        + ", any other key to refuse: ");
        if (key != 'y' && key != 'Y') {
            throw new CommandFailure("no code was given");
        }
    }
}
