package countersign.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference B.12; the texts are compared by clients, blanks and all. */
class StsTest {
    private static final String WRONG_CODE =
            "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass"
                    + " code. ";
    private static final String WRONG_SERIAL =
            "403 AccessDenied: MultiFactorAuthentication failed, unable to validate MFA code. "
                    + " Please verify your MFA serial number is valid and associated with this"
                    + " user.";
    private static final String ROLE = "arn:aws:iam::123456789012:role/x/r";

    @TempDir Path folder;
    private ApiRig rig;
    private TestKey root;
    private TestKey ada;

    @BeforeEach
    void begin() {
        rig = new ApiRig(folder);
        root = rig.root();
        ada = rig.admin(root, "ada");
    }

    @AfterEach
    void end() {
        assertThat(rig.failures).isEmpty();
        rig.close();
    }

    private Phone enrolled() {
        Phone phone = Phone.make(rig, ada, "phone");
        assertThat(phone.enable(rig, ada, "ada").outcome()).isEqualTo("200");
        return phone;
    }

    @Test
    void saysWhoCalls() {
        assertThat(rig.call(root, "GetCallerIdentity").result())
                .isEqualTo(
                        "<Arn>arn:aws:iam::123456789012:root</Arn><UserId>123456789012</UserId>"
                                + "<Account>123456789012</Account>");
    }

    @Test
    void sessionsWithMfaMayCallIamAndOthersMayNot() {
        Phone phone = enrolled();
        TestKey without = TestKey.of(rig.call(ada, "GetSessionToken"));
        assertThat(rig.call(without, "GetUser").outcome())
                .isEqualTo(
                        "403 InvalidClientTokenId: The security token included in the request is"
                                + " invalid");
        TestKey with = phone.session(rig, ada);
        assertThat(rig.call(with, "GetUser").text("UserName")).isEqualTo("ada");
        assertThat(rig.call(with, "GetSessionToken").outcome())
                .isEqualTo(
                        "403 AccessDenied: Cannot call GetSessionToken with session credentials");
        rig.pass(Duration.ofHours(13));
        assertThat(rig.call(with, "GetUser").outcome())
                .isEqualTo(
                        "403 ExpiredToken: The security token included in the request is expired");
    }

    @Test
    void aSessionTokenHasCredentialsAndNothingElse() {
        assertThat(rig.call(ada, "GetSessionToken", "DurationSeconds", "900").result())
                .matches(
                        "<Credentials><AccessKeyId>ASIA[A-Z2-7]{16}</AccessKeyId><SecretAccessKey>"
                                + "[^<]{40}</SecretAccessKey><SessionToken>[^<]+</SessionToken>"
                                + "<Expiration>2026-01-01T00:15:00Z</Expiration></Credentials>");
        assertThat(rig.call(root, "GetSessionToken").text("Expiration"))
                .isEqualTo("2026-01-01T01:00:00Z");
    }

    @Test
    void codesFailWithTheTextsOfAws() {
        Phone phone = enrolled();
        String serial = phone.serial();
        assertThat(token(serial, phone.wrong(rig.now))).isEqualTo(WRONG_CODE);
        assertThat(token(serial + "2", phone.code(rig.now))).isEqualTo(WRONG_SERIAL);
        String code = phone.code(rig.now);
        assertThat(token(serial, code)).isEqualTo("200");
        assertThat(token(serial, code)).isEqualTo(WRONG_CODE);
        assertThat(rig.call(ada, "GetSessionToken", "SerialNumber", serial).outcome())
                .isEqualTo(
                        "403 AccessDenied: MultiFactorAuthentication failed, must provide both MFA"
                                + " serial number and one time pass code.");
        assertThat(token(serial, "12345"))
                .isEqualTo(
                        "400 ValidationError: 1 validation error detected: Value '12345' at"
                                + " 'tokenCode' failed to satisfy constraint: Member must have"
                                + " length greater than or equal to 6");
    }

    private String token(String serial, String code) {
        return rig.call(ada, "GetSessionToken", "SerialNumber", serial, "TokenCode", code)
                .outcome();
    }

    @Test
    void aRoleIsAssumedWithACodeAndItsUseIsNoted() {
        Phone phone = enrolled();
        String trust =
                Samples.TRUST.replace(
                        "\"Action\":\"sts:AssumeRole\"",
                        "\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}},"
                                + "\"Action\":[\"sts:AssumeRole\",\"sts:SetSourceIdentity\"]");
        String[] role = {"RoleName", "r", "Path", "/x/", "AssumeRolePolicyDocument", trust};
        String id = rig.call(ada, "CreateRole", role).text("RoleId");
        String[] plain = {"RoleArn", ROLE, "RoleSessionName", "night"};
        assertThat(rig.call(ada, "AssumeRole", plain).outcome())
                .isEqualTo(
                        "403 AccessDenied: User: arn:aws:iam::123456789012:user/ada is not"
                                + " authorized to perform: sts:AssumeRole on resource: "
                                + ROLE);
        assertThat(rig.call(root, "AssumeRole", plain).outcome())
                .isEqualTo("403 AccessDenied: Roles may not be assumed by root accounts.");
        rig.pass(Duration.ofSeconds(30));
        String[] proved = {
            "RoleArn",
            ROLE,
            "RoleSessionName",
            "night",
            "SourceIdentity",
            "ada",
            "SerialNumber",
            phone.serial(),
            "TokenCode",
            phone.code(rig.now)
        };
        XmlAnswer assumed = rig.call(ada, "AssumeRole", proved);
        assertThat(assumed.result())
                .endsWith(
                        "<AssumedRoleUser><AssumedRoleId>"
                                + id
                                + ":night</AssumedRoleId>"
                                + "<Arn>arn:aws:sts::123456789012:assumed-role/r/night</Arn>"
                                + "</AssumedRoleUser><SourceIdentity>ada</SourceIdentity>");
        TestKey session = TestKey.of(assumed);
        assertThat(rig.call(session, "GetCallerIdentity").result())
                .startsWith("<Arn>arn:aws:sts::123456789012:assumed-role/r/night</Arn>");
        rig.store.write(_ -> true);
        assertThat(rig.call(ada, "GetRole", "RoleName", "r").result())
                .contains(
                        "<RoleLastUsed><LastUsedDate>2026-01-01T00:01:30Z</LastUsedDate>"
                                + "<Region>us-east-1</Region></RoleLastUsed>");
    }

    @Test
    void keysRememberTheirLastUse() {
        rig.call(ada, "GetCallerIdentity");
        rig.store.write(_ -> true);
        assertThat(rig.call(root, "GetAccessKeyLastUsed", "AccessKeyId", ada.id()).result())
                .isEqualTo(
                        "<UserName>ada</UserName><AccessKeyLastUsed>"
                                + "<LastUsedDate>2026-01-01T00:00:00Z</LastUsedDate>"
                                + "<ServiceName>sts</ServiceName><Region>us-east-1</Region>"
                                + "</AccessKeyLastUsed>");
    }

    @Test
    void federatedUsersHaveTheirOwnName() {
        XmlAnswer lent =
                rig.call(ada, "GetFederationToken", "Name", "carol", "Policy", Samples.POLICY);
        assertThat(lent.result())
                .contains(
                        "<FederatedUser><FederatedUserId>123456789012:carol</FederatedUserId>"
                                + "<Arn>arn:aws:sts::123456789012:federated-user/carol</Arn>"
                                + "</FederatedUser><PackedPolicySize>");
        assertThat(rig.call(TestKey.of(lent), "GetUser").outcome())
                .startsWith("403 InvalidClientTokenId");
    }
}
