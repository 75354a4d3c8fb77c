package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import countersign.authenticator.web.Chromium;
import countersign.authenticator.web.Chromium.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Terraform, aws-vault, Prowler, Steampipe, ScoutSuite and cloud-custodian would conclude:
 * their calls, replayed by {@code conformance/clients.py}. Root users get their devices in the
 * console, as there is no other way.
 */
class ClientsTest {
    private static final List<String> WITHOUT_A_DEVICE =
            List.of("plain", "users", "orphan", "vault");

    @TestFactory
    Stream<DynamicTest> concludeWhatTheyShould(@TempDir Path folder) throws IOException {
        try (Server server = Server.sandbox(folder)) {
            ObjectNode keys = Server.JSON.createObjectNode();
            WITHOUT_A_DEVICE.forEach(name -> add(keys, name, account(server, name)));
            try (Chromium chromium = Chromium.plain()) {
                add(keys, "root", withRootDevice(chromium, server, "root"));
                add(keys, "terraform", withRootDevice(chromium, server, "terraform"));
                add(keys, "named", withNamedRootDevice(chromium, server));
            }
            Path file = Files.writeString(folder.resolve("accounts.json"), keys.toString());
            String results =
                    new Python(server, account(server, "unused"))
                            .run("clients.py", file.toString());
            return StreamSupport.stream(Server.JSON.readTree(results).spliterator(), false)
                    .map(ClientsTest::test)
                    .toList()
                    .stream();
        }
    }

    private static Server.Account account(Server server, String name) {
        return server.account(name + "@example.com");
    }

    private static void add(ObjectNode keys, String name, Server.Account account) {
        keys.putObject(name)
                .put("AccessKeyId", account.accessKeyId())
                .put("SecretAccessKey", account.secretAccessKey());
    }

    private static Server.Account withRootDevice(Chromium chromium, Server server, String name) {
        var account = account(server, name);
        try (var root = Person.at(chromium, Look.DESKTOP, server, account)) {
            root.signInWithPassword().activate();
        }
        return account;
    }

    private static Server.Account withNamedRootDevice(Chromium chromium, Server server) {
        var account = account(server, "named");
        try (var root = Person.at(chromium, Look.DESKTOP, server, account)) {
            root.signInWithPassword().openMfa().follow("Activate MFA");
            root.type("Device name", "my-phone").press("Continue");
            root.heading("Set up virtual MFA device");
            root.assign(Device.of(root.secretKey())).finish();
        }
        return account;
    }

    private static DynamicTest test(JsonNode result) {
        return DynamicTest.dynamicTest(
                result.get("row").asText() + ": " + result.get("promise").asText(),
                () ->
                        assertThat(result.get("outcome").asText())
                                .as(result.get("words").asText())
                                .isEqualTo("same"));
    }
}
