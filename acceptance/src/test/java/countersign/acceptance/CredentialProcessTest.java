package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.OtpAuthUri;
import countersign.otp.Seed;
import countersign.otp.Totp;
import countersign.vault.Argon2Cost;
import countersign.vault.Entry;
import countersign.vault.Passphrase;
import countersign.vault.Vault;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The AWS CLI whose profile runs {@code authenticator aws}, as docs/authenticator.md sets it up: a
 * vault that is unlocked for that profile, nobody at a terminal, and a user who without MFA may do
 * nothing.
 */
class CredentialProcessTest {
    private static final String PASSPHRASE = "a passphrase of the test";
    private static final Totp TOTP = Totp.STANDARD;
    private static final String WITH_MFA =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:GetUser",
              "Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}\
            """;

    @TempDir Path folder;
    private Server server;
    private Server.Account account;

    /** Standard output and error of a command that nobody can be asked by, and its exit status. */
    private record Said(int status, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        SdkLogs.quiet();
        server = Server.sandbox(Files.createDirectory(folder.resolve("server")));
        account = server.account("process@example.com");
        try (var http = UrlConnectionHttpClient.create();
                var root =
                        IamClient.builder()
                                .endpointOverride(URI.create(server.url()))
                                .region(Region.AWS_GLOBAL)
                                .credentialsProvider(
                                        StaticCredentialsProvider.create(
                                                AwsBasicCredentials.create(
                                                        account.accessKeyId(),
                                                        account.secretAccessKey())))
                                .httpClient(http)
                                .build()) {
            enrol(root);
        }
    }

    @AfterEach
    void stop() {
        authenticator("", "lock");
        server.close();
    }

    /** The user ada with a device whose seed is in a vault, and a profile for each kind of key. */
    private void enrol(IamClient root) throws IOException {
        root.createUser(it -> it.userName("ada"));
        root.putUserPolicy(
                it -> it.userName("ada").policyName("with-mfa").policyDocument(WITH_MFA));
        var key = root.createAccessKey(it -> it.userName("ada")).accessKey();
        var device =
                root.createVirtualMFADevice(it -> it.virtualMFADeviceName("ada"))
                        .virtualMFADevice();
        Seed seed = Seed.parseBase32(device.base32StringSeed().asUtf8String());
        // The code of this period is spent then: the authenticator waits for the next.
        long step = TOTP.stepAt(server.now(account));
        root.enableMFADevice(it ->
                it.userName("ada")
                        .serialNumber(device.serialNumber())
                        .authenticationCode1(TOTP.shownAt(seed, step - 1))
                        .authenticationCode2(TOTP.shownAt(seed, step)));
        var account = OtpAuthUri.of("Amazon Web Services", "ada@" + this.account.id(), TOTP, seed);
        try (var passphrase = Passphrase.copyOf(PASSPHRASE.toCharArray());
                var vault =
                        Vault.create(
                                vault(),
                                passphrase,
                                new Argon2Cost(1, 8 * 1024, 1),
                                new SecureRandom())) {
            Entry entry = Entry.create(UUID.randomUUID(), "ada", account, Instant.EPOCH);
            vault.update(_ -> List.of(entry.given(step)));
        }
        Files.writeString(
                folder.resolve("credentials"),
                """
                [work-keys]
                aws_access_key_id = %s
                aws_secret_access_key = %s
                """
                        .formatted(key.accessKeyId(), key.secretAccessKey()));
        Files.writeString(
                folder.resolve("config"),
                """
                [profile work-keys]
                mfa_serial = %s
                region = us-east-1

                [profile work]
                region = us-east-1
                credential_process = %s aws --profile work-keys
                """
                        .formatted(device.serialNumber(), launcher()));
    }

    private Path vault() {
        return folder.resolve("vault");
    }

    /** Without the server's logger, which the authenticator comes without and which says much. */
    private Path launcher() throws IOException {
        String all = System.getProperty("java.class.path");
        String own =
                Stream.of(all.split(File.pathSeparator, -1))
                        .filter(entry -> !entry.contains("logback"))
                        .collect(Collectors.joining(File.pathSeparator));
        String command =
                Program.builder(Program.AUTHENTICATOR, Map.of(), List.of()).command().stream()
                        .map(word -> "'" + (word.equals(all) ? own : word) + "'")
                        .collect(Collectors.joining(" "));
        Path file = folder.resolve("authenticator");
        Files.writeString(file, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theSessionHasMfaIsKeptAndEndsWithTheLock() throws Exception {
        assertThat(aws("work-keys", "iam", "get-user").err()).contains("AccessDenied");
        assertThat(aws("work", "sts", "get-caller-identity").err())
                .contains("there is no terminal to ask for the passphrase");

        assertThat(authenticator(PASSPHRASE, "unlock", "--for", "15m", "--allow", "work-keys").ok())
                .contains("codes without a key press for the AWS profile work-keys");
        assertThat(identity()).isEqualTo("arn:aws:iam::" + account.id() + ":user/ada\n");
        Said user = aws("work", "iam", "get-user", "--query", "User.UserName", "--output", "text");
        assertThat(user.out()).as(user.err()).isEqualTo("ada\n");
        assertThat(identity()).as("again").contains("user/ada");
        assertThat(sessionsAskedFor()).isEqualTo(1);

        assertThat(authenticator("", "lock").ok()).isEqualTo("locked\n");
        Said locked = aws("work", "sts", "get-caller-identity");
        assertThat(locked.status()).isNotZero();
        assertThat(locked.err()).contains("there is no terminal to ask for the passphrase");
    }

    /** Unlocked for another profile, a code still wants a key press. */
    @Test
    void whatIsAllowedToOneProfileIsNotToAnother() throws Exception {
        authenticator(PASSPHRASE, "unlock", "--allow", "other").ok();
        Said refused = aws("work", "sts", "get-caller-identity");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains("there is no terminal to press a key on");
        assertThat(sessionsAskedFor()).isZero();
    }

    private String identity() throws Exception {
        Said said = aws("work", "sts", "get-caller-identity", "--query", "Arn", "--output", "text");
        assertThat(said.status()).as(said.err()).isZero();
        return said.out();
    }

    private long sessionsAskedFor() {
        return server.operator("", "audit", "export", "--account", account.id())
                .ok()
                .lines()
                .filter(line -> line.contains("\"eventName\":\"GetSessionToken\""))
                .count();
    }

    private Program.Result authenticator(String passphrase, String... words) {
        Map<String, String> environment = environment();
        environment.put("COUNTERSIGN_VAULT_PASSPHRASE", passphrase);
        return Program.run(Program.AUTHENTICATOR, environment, "", List.of(words));
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", folder.toString());
        environment.put("XDG_RUNTIME_DIR", folder.resolve("run").toString());
        environment.put("COUNTERSIGN_VAULT", vault().toString());
        environment.put("AWS_CONFIG_FILE", folder.resolve("config").toString());
        environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString());
        environment.put("AWS_ENDPOINT_URL_STS", server.url());
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_PAGER", "");
        return environment;
    }

    /** In a session of its own, since the terminal of who runs the tests is nobody's here. */
    private Said aws(String profile, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("setsid", "--wait", "aws"));
        // Old ones know no AWS_ENDPOINT_URL.
        command.addAll(List.of("--endpoint-url", server.url(), "--profile", profile));
        command.addAll(List.of(words));
        Path err = folder.resolve("aws-said");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().remove("COUNTERSIGN_VAULT_PASSPHRASE");
        builder.environment().putAll(environment());
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, Files.readString(err));
    }
}
