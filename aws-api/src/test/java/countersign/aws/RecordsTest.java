package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit log holds of calls, and what it never holds. */
class RecordsTest {
    @TempDir Path folder;
    private ApiRig rig;
    private TestKey root;
    private TestKey ada;
    private final List<String> logged = new ArrayList<>();
    private final Handler log =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    logged.add(record.getMessage());
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void begin() {
        log.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(log);
        rig = new ApiRig(folder);
        root = rig.root();
        ada = rig.admin(root, "ada");
    }

    @AfterEach
    void end() {
        Logger.getLogger("").removeHandler(log);
        assertThat(rig.failures).isEmpty();
        rig.close();
    }

    @Test
    void aRecordIsCloudTrails() throws Exception {
        rig.call(ada, "CreateUser", "UserName", "bob");
        String[] tag = {"UserName", "bob", "Tags.member.1.Key", "k", "Tags.member.1.Value", "v"};
        XmlAnswer done = rig.call(ada, "TagUser", tag);
        JsonNode record = recordOf(done);
        assertThat(record.path("eventName").asText()).isEqualTo("TagUser");
        assertThat(record.path("eventSource").asText()).isEqualTo("iam.amazonaws.com");
        assertThat(record.path("awsRegion").asText()).isEqualTo("us-east-1");
        assertThat(record.path("sourceIPAddress").asText()).isEqualTo("192.0.2.7");
        assertThat(record.path("userAgent").asText()).isEqualTo("rig");
        assertThat(record.path("readOnly").asBoolean()).isFalse();
        assertThat(record.path("userIdentity").path("accessKeyId").asText()).isEqualTo(ada.id());
        assertThat(record.path("requestParameters").toString())
                .isEqualTo("{\"userName\":\"bob\",\"tags\":[{\"key\":\"k\",\"value\":\"v\"}]}");
        assertThat(record.has("errorCode")).isFalse();
    }

    @Test
    void refusalsAreRecordedWithTheirCodes() throws Exception {
        JsonNode missing = recordOf(rig.call(ada, "GetUser", "UserName", "eve"));
        assertThat(missing.path("errorCode").asText()).isEqualTo("NoSuchEntity");
        assertThat(missing.path("errorMessage").asText())
                .isEqualTo("The user with name eve cannot be found.");
        assertThat(missing.path("readOnly").asBoolean()).isTrue();
        JsonNode unread = recordOf(rig.call(ada, "ListUsers", "MaxItems", "many"));
        assertThat(unread.path("errorCode").asText()).isEqualTo("MalformedInput");
        assertThat(unread.path("requestParameters").isNull()).isTrue();
        JsonNode code = recordOf(rig.call(ada, "GetSessionToken", "TokenCode", "98765"));
        assertThat(code.path("errorMessage").asText())
                .startsWith("1 validation error detected: Value at 'tokenCode' failed");
        assertThat(code.toString()).doesNotContain("98765");
    }

    private JsonNode recordOf(XmlAnswer answer) throws Exception {
        List<String> found = recordsOf(answer);
        assertThat(found).hasSize(1);
        return new ObjectMapper().readTree(found.getFirst());
    }

    private List<String> recordsOf(XmlAnswer answer) {
        String mark = "\"requestID\":\"" + answer.text("RequestId") + "\"";
        return rig.records().stream().filter(record -> record.contains(mark)).toList();
    }

    @Test
    void callsWithoutAGoodSignatureLeaveNoRecord() {
        int before = rig.records().size();
        rig.call(new TestKey(ada.id(), "wrong", ada.token()), "GetUser");
        rig.call(new TestKey("AKIAUNKNOWNUNKNOWN00", "wrong", ada.token()), "GetUser");
        rig.answer(TestClient.unsigned("Action=GetUser&Version=2010-05-08"));
        rig.answer(TestClient.unsigned("Action=Nonsense"));
        assertThat(rig.records()).hasSize(before);
        assertThat(rig.observed)
                .endsWith(
                        "GetUser 403 SignatureDoesNotMatch",
                        "GetUser 403 InvalidClientTokenId",
                        "GetUser 403 MissingAuthenticationToken",
                        "unknown 400 InvalidAction");
    }

    @Test
    void T45_everySignedCallHasOneRecordWithoutSecrets() {
        List<String> secrets = new ArrayList<>(Samples.SECRETS.values());
        rig.call(root, "CreateUser", "UserName", "eve");
        TestKey eve = rig.user(root, "eve");
        secrets.add(eve.secret());
        for (Action action : Action.all()) {
            for (TestKey by : List.of(ada, eve, root)) {
                if (!(by.equals(root) && action.name().startsWith("Delete"))) {
                    XmlAnswer answer = rig.call(by, action.name(), Samples.form(action));
                    assertThat(recordsOf(answer)).as(action.name()).hasSize(1);
                    answer.texts("SecretAccessKey").forEach(secrets::add);
                    answer.texts("SessionToken").forEach(secrets::add);
                    answer.texts("Base32StringSeed").forEach(secrets::add);
                }
            }
        }
        secrets.addAll(ofARealDevice());
        assertThat(secrets).hasSizeGreaterThan(15);
        String everything =
                String.join("\n", rig.records())
                        + String.join("\n", logged)
                        + String.join("\n", rig.observed);
        assertThat(secrets).allSatisfy(it -> assertThat(everything).doesNotContain(it));
    }

    /** Enrols, resynchronises, and takes session credentials, all with good codes. */
    private List<String> ofARealDevice() {
        Phone phone = Phone.make(rig, ada, "real");
        List<String> secrets = new ArrayList<>();
        secrets.add(phone.seed().revealBase32());
        secrets.add(Base64.getEncoder().encodeToString(phone.seed().revealForSealing()));
        for (String action : List.of("EnableMFADevice", "ResyncMFADevice")) {
            XmlAnswer answer = phone.pair(rig, ada, action, "ada");
            assertThat(answer.outcome()).isEqualTo("200");
            assertThat(recordsOf(answer)).hasSize(1);
            secrets.add(phone.code(rig.now));
            secrets.add(phone.code(rig.now.minusSeconds(30)));
        }
        TestKey session = phone.session(rig, ada);
        secrets.add(phone.code(rig.now));
        secrets.add(session.secret());
        secrets.add(session.token().orElseThrow());
        return secrets;
    }

    @Test
    void whatIsVeryLongIsCut() throws Exception {
        XmlAnswer answer = rig.call(ada, "GetUser", "UserName", "x".repeat(1_000_000));
        assertThat(recordOf(answer).toString().length()).isLessThan(20_000);
        StringBuilder many = new StringBuilder("PolicyInputList.member.1=a");
        for (int i = 1; i < 9_000; i++) {
            many.append("&ActionNames.member.").append(i).append("=iam:GetUser");
        }
        Action simulate = Action.named("SimulateCustomPolicy").orElseThrow();
        XmlAnswer simulated = rig.send(ada, simulate, many.toString());
        assertThat(recordOf(simulated).toString().length()).isLessThan(100_000);
    }
}
