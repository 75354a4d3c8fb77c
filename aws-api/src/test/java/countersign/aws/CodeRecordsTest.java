package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the audit log holds of the codes that come with calls of STS. GetSessionToken ends with its
 * code, so that one record is enough; after the code of an AssumeRole policies are asked, and the
 * code has a record of its own, CheckMfa.
 */
class CodeRecordsTest {
    private static final String WRONG =
            "MultiFactorAuthentication failed with invalid MFA one time pass code. ";
    private static final String OVER =
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA"
                    + " serial number is valid and associated with this user.";

    @TempDir Path folder;
    private ApiRig rig;
    private TestKey ada;
    private Phone phone;

    @BeforeEach
    void begin() {
        rig = new ApiRig(folder);
        ada = rig.admin(rig.root(), "ada");
        rig.call(ada, "CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", Samples.TRUST);
        phone = Phone.make(rig, ada, "phone");
        assertThat(phone.enable(rig, ada, "ada").outcome()).isEqualTo("200");
        rig.nextWindow();
    }

    @AfterEach
    void end() {
        assertThat(rig.failures).isEmpty();
        rig.close();
    }

    private List<JsonNode> sessionToken(String code) {
        return recordsOf("GetSessionToken", code);
    }

    private List<JsonNode> assumeRole(String code) {
        String arn = "arn:aws:iam::123456789012:role/r";
        return recordsOf("AssumeRole", code, "RoleArn", arn, "RoleSessionName", "night");
    }

    /** The records that a call with a code leaves, oldest first. */
    private List<JsonNode> recordsOf(String action, String code, String... more) {
        int before = rig.records().size();
        String[] form = java.util.Arrays.copyOf(more, more.length + 4);
        System.arraycopy(
                new String[] {"SerialNumber", phone.serial(), "TokenCode", code},
                0,
                form,
                more.length,
                4);
        rig.call(ada, action, form);
        List<String> all = rig.records();
        List<String> made = all.subList(before, all.size());
        assertThat(made).allSatisfy(record -> assertThat(record).doesNotContain(code));
        return made.stream().map(CodeRecordsTest::read).toList();
    }

    private static JsonNode read(String record) {
        try {
            return new ObjectMapper().readTree(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(List<JsonNode> records) {
        return records.stream().map(record -> record.path("eventName").asText()).toList();
    }

    private void describesTheDevice(JsonNode record) {
        assertThat(record.path("additionalEventData").path("MFAIdentifier").asText())
                .isEqualTo(phone.serial());
        assertThat(record.path("userIdentity").path("accessKeyId").asText()).isEqualTo(ada.id());
        assertThat(record.path("userIdentity").path("userName").asText()).isEqualTo("ada");
    }

    private static void refused(JsonNode record, String code, String text) {
        assertThat(record.path("errorCode").asText()).isEqualTo(code);
        assertThat(record.path("errorMessage").asText()).isEqualTo(text);
    }

    private void spendTheBudget() {
        for (int tries = 0; tries < 9; tries++) {
            sessionToken(phone.wrong(rig.now));
        }
    }

    @Test
    void aRightCodeOfGetSessionTokenIsPartOfItsOneRecord() {
        List<JsonNode> records = sessionToken(phone.code(rig.now));
        assertThat(names(records)).containsExactly("GetSessionToken");
        assertThat(records.getFirst().has("errorCode")).isFalse();
        describesTheDevice(records.getFirst());
    }

    @Test
    void aWrongCodeOfGetSessionTokenIsRecordedOnceWithTheReasonForItsOwner() {
        List<JsonNode> records = sessionToken(phone.wrong(rig.now));
        assertThat(names(records)).containsExactly("GetSessionToken");
        refused(records.getFirst(), "AccessDenied", WRONG);
        assertThat(records.getFirst().path("additionalEventData").path("Reason").asText())
                .isEqualTo("not a code of this device");
        describesTheDevice(records.getFirst());
    }

    @Test
    void aSpentCodeIsRecordedAsSpent() {
        String code = phone.code(rig.now);
        sessionToken(code);
        JsonNode again = sessionToken(code).getFirst();
        refused(again, "AccessDenied", WRONG);
        assertThat(again.path("additionalEventData").path("Reason").asText())
                .isEqualTo("already used at " + rig.now);
    }

    @Test
    void aCodeOverTheBudgetIsRecordedWithTheTextThatWasAnswered() {
        spendTheBudget();
        List<JsonNode> token = sessionToken(phone.code(rig.now));
        assertThat(names(token)).containsExactly("GetSessionToken");
        refused(token.getFirst(), "AccessDenied", OVER);
        List<JsonNode> role = assumeRole(phone.code(rig.now));
        assertThat(names(role)).as("no code was looked at").containsExactly("AssumeRole");
        refused(role.getFirst(), "AccessDenied", OVER);
    }

    @Test
    void aRightCodeOfAssumeRoleHasARecordBesideTheCalls() {
        List<JsonNode> records = assumeRole(phone.code(rig.now));
        assertThat(names(records)).containsExactly("CheckMfa", "AssumeRole");
        assertThat(records).noneMatch(record -> record.has("errorCode"));
        describesTheDevice(records.getFirst());
    }

    @Test
    void aWrongCodeOfAssumeRoleHasARecordBesideTheRefusedCalls() {
        List<JsonNode> records = assumeRole(phone.wrong(rig.now));
        assertThat(names(records)).containsExactly("CheckMfa", "AssumeRole");
        assertThat(records.getFirst().path("errorMessage").asText())
                .isEqualTo("not a code of this device");
        refused(records.getLast(), "AccessDenied", WRONG);
        describesTheDevice(records.getFirst());
    }

    /** The code was right and is spent, though the role was not assumed. */
    @Test
    void aRightCodeIsRecordedAsRightThoughPoliciesRefuseTheRole() {
        rig.call(ada, "DeleteRole", "RoleName", "r");
        rig.pass(Duration.ofSeconds(30));
        List<JsonNode> records = assumeRole(phone.code(rig.now));
        assertThat(names(records)).containsExactly("CheckMfa", "AssumeRole");
        assertThat(records.getFirst().has("errorCode")).isFalse();
        assertThat(records.getFirst().has("errorMessage")).isFalse();
        assertThat(records.getLast().path("errorCode").asText()).isEqualTo("AccessDenied");
        assertThat(sessionToken(phone.code(rig.now)).getFirst().path("errorMessage").asText())
                .isEqualTo(WRONG);
    }
}
