package countersign.store;

import static countersign.store.Crew.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import countersign.iam.Refused.Code;
import countersign.iam.audit.AuditEvent;
import countersign.iam.audit.CallRecord;
import countersign.iam.password.Password;
import countersign.iam.permission.Owner.Kind;
import countersign.iam.session.Caller;
import countersign.iam.sts.Issued;
import countersign.otp.OtpCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the audit log says of each kind of caller (aws-mfa E.5), and what it never says. */
abstract class RecordContract extends Contract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> records(Crew crew) {
        return crew.rig.audit().lines().map(RecordContract::read).toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    /** The newest record of that name. */
    private static JsonNode last(Crew crew, String name) {
        return records(crew).stream()
                .filter(it -> it.path("eventName").asText().equals(name))
                .reduce((_, later) -> later)
                .orElseThrow(() -> new AssertionError("no record of " + name));
    }

    private static Caller.Api during(Caller.Api caller, String service) {
        var parameters = JsonNodeFactory.instance.objectNode().put("userName", "x");
        return caller.during(
                new CallRecord(new AuditEvent.Call("request-1", service, "us-east-1", parameters)));
    }

    @Test
    void aKeyIsNamedAndASessionSaysWhetherItHasMfa() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        crew.password("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        var users = crew.rig.iam.users();
        var call = during(crew.by(ada), "iam");
        users.create(call, "one", "/", Optional.empty(), List.of());
        assertThat(call.record().orElseThrow().isWritten()).isTrue();
        JsonNode byKey = last(crew, "CreateUser");
        assertThat(byKey.at("/userIdentity/type").asText()).isEqualTo("IAMUser");
        assertThat(byKey.at("/userIdentity/userName").asText()).isEqualTo("ada");
        assertThat(byKey.at("/userIdentity/accessKeyId").asText()).isEqualTo(ada.id());
        assertThat(byKey.path("userIdentity").has("sessionContext")).isFalse();
        assertThat(byKey.path("eventSource").asText()).isEqualTo("iam.amazonaws.com");
        assertThat(byKey.path("requestID").asText()).isEqualTo("request-1");
        assertThat(byKey.path("readOnly").asBoolean()).isFalse();
        assertThat(byKey.at("/requestParameters/userName").asText()).isEqualTo("x");
        crew.rig.nextStep();
        Issued session = crew.session(ada, phone);
        users.create(during(crew.by(session), "iam"), "two", "/", Optional.empty(), List.of());
        JsonNode bySession = last(crew, "CreateUser");
        assertThat(bySession.at("/userIdentity/type").asText()).isEqualTo("IAMUser");
        assertThat(bySession.at("/userIdentity/accessKeyId").asText())
                .isEqualTo(session.claims().accessKeyId());
        assertThat(mfa(bySession)).isEqualTo("true");
        crew.rig.nextStep();
        users.create(crew.signIn("ada", phone), "three", "/", Optional.empty(), List.of());
        assertThat(mfa(last(crew, "CreateUser"))).isEqualTo("true");
        users.create(crew.root(), "four", "/", Optional.empty(), List.of());
        JsonNode byRoot = last(crew, "CreateUser");
        assertThat(byRoot.at("/userIdentity/type").asText()).isEqualTo("Root");
        assertThat(mfa(byRoot)).isEqualTo("false");
    }

    private static String mfa(JsonNode record) {
        return record.at("/userIdentity/sessionContext/attributes/mfaAuthenticated").asText();
    }

    @Test
    void aRoleSessionNamesItsRole() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        crew.role("r", Crew.trust(crew.account.id().rootArn()));
        crew.rig.iam.ownedPolicies().attach(crew.admin(), Kind.ROLE, "r", Crew.ADMINISTRATOR);
        String arn = "arn:aws:iam::" + crew.account.id() + ":role/r";
        Issued role = crew.assume(crew.by(ada), arn);
        crew.rig.iam.groups().create(during(crew.by(role), "iam"), "g", "/");
        JsonNode record = last(crew, "CreateGroup");
        assertThat(record.at("/userIdentity/type").asText()).isEqualTo("AssumedRole");
        assertThat(record.at("/userIdentity/arn").asText()).isEqualTo(role.arn());
        assertThat(record.at("/userIdentity/sessionContext/sessionIssuer/arn").asText())
                .isEqualTo(arn);
        assertThat(mfa(record)).isEqualTo("false");
    }

    @Test
    void aWrongCodeOverTheApiIsRecordedWithItsErrorCodeAndTheReason() {
        Crew crew = new Crew(hardened());
        Crew.Key ada = crew.user("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextStep();
        crew.session(ada, phone);
        var call = during(crew.by(ada), "sts");
        refused(
                Code.AccessDenied,
                "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
                () ->
                        crew.rig
                                .iam
                                .securityTokens()
                                .sessionToken(
                                        call,
                                        Optional.empty(),
                                        Optional.of(phone.device().serial().arn()),
                                        Optional.of(phone.code(crew.rig.now).digits())));
        assertThat(call.record().orElseThrow().isWritten()).isTrue();
        JsonNode record = last(crew, "GetSessionToken");
        assertThat(record.path("errorCode").asText()).isEqualTo("AccessDenied");
        assertThat(record.path("eventSource").asText()).isEqualTo("sts.amazonaws.com");
        assertThat(record.at("/additionalEventData/Reason").asText()).startsWith("already used at");
        assertThat(record.path("readOnly").asBoolean()).isTrue();
        refused(
                Code.InvalidAuthenticationCode,
                "Authentication code for device is not valid.",
                () -> crew.resync(during(crew.admin(), "iam"), "ada", phone, Duration.ofHours(9)));
        JsonNode resync = last(crew, "ResyncMFADevice");
        assertThat(resync.path("errorCode").asText()).isEqualTo("InvalidAuthenticationCode");
        assertThat(resync.at("/userIdentity/userName").asText())
                .as("the one who asked, not the owner")
                .isEqualTo("admin");
    }

    @Test
    void signInOfAUserIsRecordedAsCloudTrailDoes() {
        Crew crew = new Crew(hardened());
        crew.user("ada");
        crew.password("ada");
        crew.signInOutcome("ada", Rig.WRONG_PASSWORD);
        crew.rig.settle();
        JsonNode failed = last(crew, "ConsoleLogin");
        assertThat(failed.path("errorMessage").asText()).isEqualTo("Failed authentication");
        assertThat(failed.at("/responseElements/ConsoleLogin").asText()).isEqualTo("Failure");
        crew.signIn("ada");
        JsonNode login = last(crew, "ConsoleLogin");
        assertThat(login.at("/userIdentity/userName").asText()).isEqualTo("ada");
        assertThat(login.at("/additionalEventData/MFAUsed").asText()).isEqualTo("No");
        assertThat(login.path("eventType").asText()).isEqualTo("AwsConsoleSignIn");
    }

    @Test
    void T45_noRecordHoldsASecret() {
        Crew crew = new Crew(aws());
        Crew.Key ada = crew.user("ada");
        crew.password("ada");
        Rig.Phone phone = crew.enabled("ada", "phone");
        crew.rig.nextStep();
        OtpCode code = phone.code(crew.rig.now);
        Issued session = crew.session(ada, phone, code);
        crew.rig.nextStep();
        Caller.SignedIn signedIn = crew.signIn("ada", phone);
        crew.rig.iam.passwordChange().change(signedIn, Password.of("brand new words 8"));
        crew.rig
                .iam
                .loginProfiles()
                .change(
                        crew.by(ada),
                        Password.of("brand new words 8"),
                        Password.of("other new words 9"));
        crew.rig.settle();
        List<String> texts =
                records(crew).stream()
                        .flatMap(it ->
                                StreamSupport.stream(
                                        it.path("additionalEventData").spliterator(), false))
                        .map(JsonNode::asText)
                        .toList();
        assertThat(texts).doesNotContain(code.digits(), phone.code(crew.rig.now).digits());
        assertThat(crew.rig.audit() + crew.rig.mail())
                .doesNotContain(ada.made().secret().reveal())
                .doesNotContain(session.secret().reveal())
                .doesNotContain(session.token())
                .doesNotContain(phone.seed().revealBase32())
                .doesNotContain("Tr0ub4dor")
                .doesNotContain("new words");
    }
}
