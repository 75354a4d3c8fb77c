package countersign.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as an operator types them: status, standard output, one line of error. */
class CommandTest {
    @TempDir Path folder;

    private record Result(int status, String out, String err) {}

    private Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private Result run(Map<String, String> more, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var environment = new java.util.HashMap<>(more);
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        int status =
                Main.run(
                        arguments,
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Result create(String email) {
        return run(
                "account",
                "create",
                "--email",
                email,
                "--name",
                "Example Corp",
                "--account-id",
                "012345678901",
                "--data",
                data());
    }

    @Test
    void createsListsAndShowsAnAccount() {
        Result created = create("Root@Example.com");
        assertThat(created.status()).isZero();
        assertThat(created.out())
                .contains("\"AccountId\" : \"012345678901\"")
                .contains("\"Email\" : \"root@example.com\"")
                .contains("\"Arn\" : \"arn:aws:iam::012345678901:root\"")
                .contains("/signin/reset/");
        assertThat(run("account", "list", "--data", data()).out())
                .startsWith("012345678901  root@example.com");
        assertThat(
                        run("account", "show", "012345678901", "--format", "json", "--data", data())
                                .out())
                .contains("\"PasswordSet\" : false");
        assertThat(run("audit", "export", "--account", "012345678901", "--data", data()).out())
                .contains("\"eventName\":\"CreateAccount\"");
        assertThat(run("doctor", "--data", data()).status()).isZero();
    }

    @Test
    void T25_anotherSpellingOfAnAddressIsTheSameAddress() {
        create("root@example.com");
        Result again =
                run(
                        "account",
                        "create",
                        "--email",
                        " ROOT@example.COM",
                        "--name",
                        "X",
                        "--data",
                        data());
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err())
                .isEqualTo("countersign: an account with this e-mail address or number exists\n");
    }

    @Test
    void aWrongUsageIsStatusTwoAndSaysWhereToRead() {
        assertThat(run("serve", "--bogus").status()).isEqualTo(2);
        assertThat(run("serve", "--bogus").err()).contains("see: countersign serve --help");
        assertThat(run().status()).isEqualTo(2);
    }

    @Test
    void whatCannotBeIsSaidInOneLine() {
        assertOneLine(run("account", "list", "--data", data()), "there is no database");
        assertOneLine(run("serve", "--host", "0.0.0.0", "--data", data()), "--insecure-http");
        assertOneLine(run("serve", "--sandbox", "--host", "0.0.0.0"), "--sandbox-remote");
        assertOneLine(run("serve", "--mfa-rules", "lax"), "hardened or aws");
        assertOneLine(run("serve", "--public-url", "ftp://x"), "--public-url");
        assertOneLine(run("serve", "--trusted-proxy", "everybody"), "--trusted-proxy");
        assertOneLine(run("serve", "--tls-cert", "x"), "go together");
        assertOneLine(
                run("doctor", "--data", data(), "--key-file", data() + "/key"), "need attention");
        create("root@example.com");
        assertOneLine(
                run("account", "list", "--data", data(), "--key-file", data() + "/key"),
                "must not be inside");
        assertOneLine(run("serve", "--sandbox", "--data", data()), "not a sandbox");
    }

    private static void assertOneLine(Result result, String words) {
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).startsWith("countersign: ").contains(words);
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void optionsComeFromTheCommandLineThenTheEnvironmentThenTheFile() throws Exception {
        Path file =
                Files.writeString(folder.resolve("config.properties"), "mfa-rules = from-file\n");
        String config = file.toString();
        assertThat(run("serve", "--config", config).err()).contains("--mfa-rules must be");
        assertThat(
                        run(
                                        Map.of("COUNTERSIGN_MFA_RULES", "aws"),
                                        "serve",
                                        "--config",
                                        config,
                                        "--tls-key",
                                        "x")
                                .err())
                .contains("go together");
        Files.writeString(file, "mfa-rulez = aws\n");
        assertThat(run("serve", "--config", config).err()).contains("mfa-rulez");
    }
}
