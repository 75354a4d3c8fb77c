package countersign.authenticator;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.otp.OtpAuthUri;
import countersign.otp.Totp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The credential_process of an AWS profile, with the real SDK and an STS of our own. */
class AwsTest extends Transcript {
    private static final String SERIAL = "arn:aws:iam::123456789012:mfa/ada";

    private final FakeSts sts = new FakeSts();

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        credentials(
                """
                [work-keys]
                aws_access_key_id = AKIAEXAMPLE
                aws_secret_access_key = long/term
                """);
        config(
                """
                [profile work]
                credential_process = authenticator aws --profile work-keys
                [profile work-keys]
                mfa_serial = %s
                region = eu-west-1
                """
                        .formatted(SERIAL));
        environment.put("AWS_ENDPOINT_URL_STS", sts.url());
        sts.expiration = now.plus(Duration.ofHours(12));
        String uri =
                OtpAuthUri.of("Amazon Web Services", "ada@123456789012", Totp.STANDARD, SEED)
                        .write();
        assertThat(pipe(uri, "add", "work", "--uri", "-")).as(err).isZero();
        hasTerminal = true;
    }

    @AfterEach
    void stop() {
        sts.close();
    }

    @Test
    void givesASessionAfterAKeyPress() {
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys")).as(err).isZero();
        assertThat(out)
                .isEqualTo(
                        "{\"Version\":1,\"AccessKeyId\":\"ASIAEXAMPLE1\",\"SecretAccessKey\":"
                                + "\"session/secret\",\"SessionToken\":\"token+token==\","
                                + "\"Expiration\":\"2025-01-01T11:59:59Z\"}\n");
        assertThat(err).isEmpty();
        assertThat(sts.requests)
                .containsExactly(
                        Map.of(
                                "Action", "GetSessionToken",
                                "Version", "2011-06-15",
                                "SerialNumber", SERIAL,
                                "TokenCode", "774016"));
        assertThat(sts.authorizations.getFirst())
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/")
                .contains("/eu-west-1/sts/aws4_request");
        assertThat(told.getFirst())
                .contains("work-keys")
                .contains("a code of work to " + sts.url());
    }

    /** The AWS CLI shows nothing of what this command says but what it writes on the terminal. */
    @Test
    void eachQuestionSaysWhatItIsFor() {
        environment.remove("COUNTERSIGN_VAULT_PASSPHRASE");
        typed.addAll(List.of("correct horse", "y"));
        assertThat(run("aws", "--profile", "work-keys")).as(err).isZero();
        String wanted = "authenticator: a program wants a session of the AWS profile work-keys.\n";
        assertThat(asked).containsExactly(wanted + "Passphrase of the vault " + vault() + ": ");
        assertThat(told.getFirst())
                .isEqualTo(
                        wanted
                                + "Press y to send a code of work to "
                                + sts.url()
                                + ", any other key to refuse: ");
    }

    @Test
    void keepsTheSessionUntilFiveMinutesBeforeItsEnd() throws IOException {
        typed.add("y");
        run("aws", "--profile", "work-keys");
        String first = out;
        now = now.plus(Duration.ofHours(12)).minus(Duration.ofMinutes(5)).minusSeconds(1);
        assertThat(run("aws", "--profile", "work-keys")).as("no key press").isZero();
        assertThat(out).isEqualTo(first);
        assertThat(sts.requests).hasSize(1);
        assertThat(allBytesOf(vault().resolveSibling("vault.sessions")))
                .isNotEmpty()
                .doesNotContain("session/secret")
                .doesNotContain("token+token");

        now = now.plusSeconds(1);
        sts.expiration = now.plus(Duration.ofHours(12));
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys")).isZero();
        assertThat(out).contains("ASIAEXAMPLE2");
    }

    @Test
    void neverSendsACodeTwice() {
        run("code", "work");
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys", "--no-cache")).isZero();
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys", "--no-cache")).isZero();
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(told).contains("authenticator: waiting 1 s for a fresh code ...");
        assertThat(sts.requests.getFirst()).containsEntry("TokenCode", "651196");
        assertThat(sts.requests.get(1).get("TokenCode")).isNotEqualTo("651196");
        assertThat(vault().resolveSibling("vault.sessions")).doesNotExist();
    }

    @Test
    void aCodeIsRememberedBeforeItLeaves() {
        sts.status = 500;
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(sts.requests).as("sent once: it may be spent").hasSize(1);
        assertThat(run("code", "work", "--fresh")).isZero();
        assertThat(out).isEqualTo("651196\n");
    }

    @Test
    void anotherKeyGivesNothing() {
        typed.add("n");
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(err).isEqualTo("authenticator: no code was given\n");
        assertThat(out).isEmpty();
        assertThat(sts.requests).isEmpty();
    }

    @Test
    void withoutATerminalItWantsToBeAllowedBefore() {
        hasTerminal = false;
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(err)
                .isEqualTo(
                        "authenticator: there is no terminal to press a key on, which a code for a"
                            + " program needs: authenticator unlock --allow work-keys before\n");

        assertThat(run("unlock", "--for", "15m", "--allow", "work-keys")).isZero();
        assertThat(out).endsWith("codes without a key press for the AWS profile work-keys\n");
        environment.remove("COUNTERSIGN_VAULT_PASSPHRASE");
        assertThat(run("aws", "--profile", "work-keys")).as(err).isZero();
        assertThat(told).isEmpty();

        run("lock");
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(err).contains("passphrase");
    }

    @Test
    void allowingOneProfileAllowsNoOther() {
        assertThat(run("unlock", "--allow", "other")).isZero();
        hasTerminal = false;
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(sts.requests).isEmpty();
    }

    @Test
    void tenAtOnceWantOneCode() throws Exception {
        assertThat(run("unlock", "--allow", "work-keys")).isZero();
        hasTerminal = false;
        var threads =
                IntStream.range(0, 10)
                        .mapToObj(_ ->
                                Thread.ofPlatform()
                                        .start(() -> run("aws", "--profile", "work-keys")))
                        .toList();
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofNanos(TimeUnit.SECONDS.toNanos(60)))).isTrue();
        }
        assertThat(sts.requests).hasSize(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void takesTheDurationAndKeepsSessionsOfAnotherApart() {
        typed.add("y");
        run("aws", "--profile", "work-keys", "--duration", "1h");
        assertThat(sts.requests.getFirst()).containsEntry("DurationSeconds", "3600");
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys")).isZero();
        assertThat(sts.requests).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"14m", "37h", "3600", "x"})
    void refusesDurationsThatStsRefuses(String duration) {
        assertThat(run("aws", "--profile", "work-keys", "--duration", duration)).isEqualTo(2);
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void aProfileThatRunsThisCommandIsNotRun() throws IOException {
        config(
                """
                [profile work]
                credential_process = authenticator aws --profile work
                source_profile = work-keys
                mfa_serial = %s
                """
                        .formatted(SERIAL));
        typed.add("y");
        assertThat(run("aws", "--profile", "work")).as(err).isZero();
        assertThat(sts.authorizations.getFirst()).contains("Credential=AKIAEXAMPLE/");
    }

    @Test
    void theProfileMayNameTheEndpoint() throws IOException {
        environment.remove("AWS_ENDPOINT_URL_STS");
        for (String where :
                List.of(
                        "endpoint_url = " + sts.url(),
                        "services = here\n[services here]\nsts =\n  endpoint_url = " + sts.url())) {
            config("[profile work-keys]\nmfa_serial = " + SERIAL + "\n" + where + "\n");
            typed.add("y");
            assertThat(run("aws", "--profile", "work-keys", "--no-cache")).as(err).isZero();
        }
        assertThat(sts.requests).hasSize(2);
    }

    @Test
    void saysWhatStsSaid() {
        sts.status = 403;
        sts.errorCode = "AccessDenied";
        sts.errorMessage = "MultiFactorAuthentication failed with invalid MFA one time pass code.";
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(err)
                .isEqualTo(
                        "authenticator: STS refused: AccessDenied: MultiFactorAuthentication failed"
                                + " with invalid MFA one time pass code. (is it this device's"
                                + " account? is the clock right: authenticator check-clock)\n");
        assertThat(out).isEmpty();
    }

    @Test
    void saysThatNobodyIsThere() {
        sts.close();
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(err)
                .startsWith("authenticator: STS at " + sts.url() + " cannot be reached: Connect");
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void sendsNothingInTheOpen() {
        environment.put("AWS_ENDPOINT_URL_STS", "http://sts.example.com");
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(err).contains("is neither https nor this machine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none | there is no AWS profile none",
                "empty | the AWS profile empty has no aws_access_key_id",
                "half | the AWS profile half has no aws_secret_access_key",
                "session | are those of a session: long-term ones are needed",
                "serial | the AWS profile serial has no mfa_serial",
                "loop | the AWS profile loop has no aws_access_key_id"
            })
    void saysWhatAProfileLacks(String profile, String complaint) throws IOException {
        credentials(
                """
                [half]
                aws_access_key_id = AKIAEXAMPLE
                [session]
                aws_access_key_id = ASIAEXAMPLE
                aws_secret_access_key = s
                aws_session_token = t
                [serial]
                aws_access_key_id = AKIAEXAMPLE
                aws_secret_access_key = s
                """);
        config("[profile empty]\nregion = x\n[profile loop]\nsource_profile = loop\n");
        assertThat(run("aws", "--profile", profile)).isEqualTo(1);
        assertThat(err).startsWith("authenticator: ").contains(complaint);
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void aConfigurationThatCannotBeReadIsNotQuoted() throws IOException {
        credentials("[work-keys\naws_secret_access_key = long/term\n");
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(err).contains("the AWS configuration cannot be read").doesNotContain("long");
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void choosesTheAccountThatSaysItIsTheDevice() throws IOException {
        config("[profile work-keys]\nmfa_serial = arn:aws:iam::123456789012:mfa/bob\n");
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(err).contains("no account of the vault says").contains("--account NAME");

        hasTerminal = false;
        add("bob");
        hasTerminal = true;
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys", "--no-cache")).as(err).isZero();
        assertThat(told.getLast()).contains("a code of bob to");
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys", "--no-cache", "--account", "work"))
                .isZero();
        // The same key as bob's: it waits for a code that bob has not given.
        assertThat(told).anyMatch(line -> line.contains("a code of work to"));

        hasTerminal = false;
        for (String name : List.of("x", "y")) {
            String uri = OtpAuthUri.of("AWS", "bob@my-alias", Totp.STANDARD, SEED).write();
            assertThat(pipe(uri, "add", name, "--uri", "-")).isZero();
        }
        assertThat(run("aws", "--profile", "work-keys")).isEqualTo(1);
        assertThat(err).contains("may be any of x, y: say --account NAME");
    }

    @Test
    void anotherPassphraseLosesTheKeptSessions() throws IOException {
        typed.add("y");
        run("aws", "--profile", "work-keys");
        typed.addAll(List.of("a new horse", "a new horse"));
        assertThat(run("passphrase")).isZero();
        environment.put("COUNTERSIGN_VAULT_PASSPHRASE", "a new horse");
        assertThat(allBytesOf(vault().resolveSibling("vault.sessions"))).isEmpty();
        typed.add("y");
        assertThat(run("aws", "--profile", "work-keys")).isZero();
        assertThat(sts.requests).hasSize(2);
    }

    private void config(String text) throws IOException {
        Files.writeString(home.resolve(".aws").resolve("config"), text);
    }

    private void credentials(String text) throws IOException {
        Files.writeString(home.resolve(".aws").resolve("credentials"), text);
    }

    private static String allBytesOf(Path folder) throws IOException {
        var all = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
