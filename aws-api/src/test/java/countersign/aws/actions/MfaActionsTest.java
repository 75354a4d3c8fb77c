package countersign.aws.actions;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.aws.ApiRig;
import countersign.aws.Phone;
import countersign.aws.TestKey;
import countersign.aws.XmlAnswer;
import countersign.qr.QrReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reference B.1 to B.9. */
class MfaActionsTest {
    private static final String SERIAL = "arn:aws:iam::123456789012:mfa/phone";
    private static final String MUST_USE_MFA =
            "403 AccessDenied: To complete this action, please ensure that you are authenticated"
                    + " with an MFA device that is enabled for this user.";

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

    @Test
    void aNewDeviceShowsItsSeedTwiceEncoded() throws Exception {
        XmlAnswer made = rig.call(ada, "CreateVirtualMFADevice", "VirtualMFADeviceName", "phone");
        String base32 = Phone.of(made).seed().revealBase32();
        String seed =
                Base64.getEncoder().encodeToString(base32.getBytes(StandardCharsets.US_ASCII));
        String png = made.text("QRCodePNG");
        assertThat(base32).matches("[A-Z2-7]{64}");
        assertThat(made.result())
                .isEqualTo(
                        "<VirtualMFADevice><SerialNumber>"
                                + SERIAL
                                + "</SerialNumber><Base32StringSeed>"
                                + seed
                                + "</Base32StringSeed><QRCodePNG>"
                                + png
                                + "</QRCodePNG></VirtualMFADevice>");
        byte[] bytes = Base64.getDecoder().decode(png);
        assertThat(ImageIO.read(new java.io.ByteArrayInputStream(bytes)).getWidth())
                .isGreaterThanOrEqualTo(250);
        assertThat(QrReader.read(bytes))
                .containsExactly(
                        "otpauth://totp/Counter%20%26%20Sign:phone@123456789012?secret="
                                + base32
                                + "&issuer=Counter%20%26%20Sign");
    }

    @Test
    void theQrCodeNamesTheAliasAndTagsComeBackWhenSent() throws Exception {
        rig.call(ada, "CreateAccountAlias", "AccountAlias", "acme");
        XmlAnswer made =
                rig.call(
                        ada,
                        "CreateVirtualMFADevice",
                        "VirtualMFADeviceName",
                        "a@b",
                        "Path",
                        "/x//y/",
                        "Tags.member.1.Key",
                        "k",
                        "Tags.member.1.Value",
                        "");
        assertThat(made.result())
                .contains("<SerialNumber>arn:aws:iam::123456789012:mfa/x//y/a@b</SerialNumber>")
                .endsWith(
                        "<Tags><member><Key>k</Key><Value></Value></member></Tags>"
                                + "</VirtualMFADevice>");
        assertThat(QrReader.read(Base64.getDecoder().decode(made.text("QRCodePNG"))).getFirst())
                .startsWith("otpauth://totp/Counter%20%26%20Sign:a@b@acme?secret=");
    }

    @Test
    void namesThatCannotBeAreRefused() {
        rig.call(ada, "CreateVirtualMFADevice", "VirtualMFADeviceName", "phone");
        assertThat(create("phone"))
                .isEqualTo("409 EntityAlreadyExists: MFA device already exists.");
        assertThat(create("a b"))
                .isEqualTo(
                        "400 ValidationError: The specified value for virtualMFADeviceName is"
                                + " invalid. It must contain only alphanumeric characters and/or"
                                + " the following: +=,.@_-");
        assertThat(create("n".repeat(226))).isEqualTo("200");
        assertThat(create("n".repeat(227)))
                .isEqualTo(
                        "400 ValidationError: 1 validation error detected: Value at 'serialNumber'"
                                + " failed to satisfy constraint: Member must have length less than"
                                + " or equal to 256");
        assertThat(create("n".repeat(100_000))).startsWith("400 ValidationError");
    }

    private String create(String name) {
        return rig.call(ada, "CreateVirtualMFADevice", "VirtualMFADeviceName", name).outcome();
    }

    @Test
    void twoConsecutiveCodesAssignADevice() {
        Phone phone = Phone.make(rig, ada, "phone");
        XmlAnswer enabled = phone.enable(rig, ada, "ada");
        assertThat(enabled.xml())
                .matches(
                        "<EnableMFADeviceResponse"
                            + " xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ResponseMetadata>"
                            + "<RequestId>[0-9a-f-]{36}</RequestId></ResponseMetadata>"
                            + "</EnableMFADeviceResponse>");
        XmlAnswer own = rig.call(ada, "ListMFADevices");
        assertThat(own.result())
                .isEqualTo(
                        "<MFADevices><member><UserName>ada</UserName><SerialNumber>"
                                + SERIAL
                                + "</SerialNumber><EnableDate>2026-01-01T00:01:00Z</EnableDate>"
                                + "</member></MFADevices><IsTruncated>false</IsTruncated>");
    }

    @Test
    void wrongPairsHaveOneText() {
        Phone phone = Phone.make(rig, ada, "phone");
        rig.pass(Duration.ofMinutes(1));
        String wrong =
                "403 InvalidAuthenticationCode: Authentication code for device is not valid.";
        String now = phone.code(rig.now);
        assertThat(enable(phone, now, now)).isEqualTo(wrong);
        assertThat(enable(phone, now, phone.code(rig.now.minusSeconds(30)))).isEqualTo(wrong);
        assertThat(enable(phone, "0000000", now))
                .isEqualTo(
                        "400 ValidationError: 1 validation error detected: Value at"
                                + " 'authenticationCode1' failed to satisfy constraint: Member must"
                                + " have length less than or equal to 6");
    }

    private String enable(Phone phone, String code1, String code2) {
        return rig.call(
                        ada,
                        "EnableMFADevice",
                        "UserName",
                        "ada",
                        "SerialNumber",
                        phone.serial(),
                        "AuthenticationCode1",
                        code1,
                        "AuthenticationCode2",
                        code2)
                .outcome();
    }

    @Test
    void whoHasADeviceMustUseItToChangeDevices() {
        Phone phone = Phone.make(rig, ada, "phone");
        phone.enable(rig, ada, "ada");
        Phone second = Phone.make(rig, ada, "second");
        assertThat(second.enable(rig, ada, "ada").outcome()).isEqualTo(MUST_USE_MFA);
        assertThat(deactivate(ada, phone)).isEqualTo(MUST_USE_MFA);
        TestKey session = phone.session(rig, ada);
        assertThat(second.enable(rig, session, "ada").outcome()).isEqualTo("200");
        assertThat(second.enable(rig, session, "ada").outcome())
                .isEqualTo("409 EntityAlreadyExists: MFA Device for user ada already exists.");
        assertThat(rig.call(session, "DeleteVirtualMFADevice", "SerialNumber", SERIAL).outcome())
                .isEqualTo("409 DeleteConflict: MFA VirtualDevice in use. Must deactivate first.");
        assertThat(deactivate(session, phone)).isEqualTo("200");
        assertThat(deactivate(session, phone))
                .isEqualTo("404 NoSuchEntity: MFA Device invalid for user.");
        assertThat(rig.call(session, "DeleteVirtualMFADevice", "SerialNumber", SERIAL).outcome())
                .isEqualTo("200");
        assertThat(deactivate(session, phone))
                .isEqualTo(
                        "404 NoSuchEntity: MFA Device with serial number "
                                + SERIAL
                                + " does not exist.");
    }

    private String deactivate(TestKey by, Phone phone) {
        return rig.call(
                        by,
                        "DeactivateMFADevice",
                        "UserName",
                        "ada",
                        "SerialNumber",
                        phone.serial())
                .outcome();
    }

    @Test
    void resyncNeedsNoMfaButTheRightUser() {
        Phone phone = Phone.make(rig, ada, "phone");
        assertThat(phone.pair(rig, ada, "ResyncMFADevice", "ada").outcome())
                .isEqualTo("404 NoSuchEntity: MFA Device invalid for user.");
        phone.enable(rig, ada, "ada");
        assertThat(phone.pair(rig, ada, "ResyncMFADevice", "ada").outcome()).isEqualTo("200");
        assertThat(phone.pair(rig, ada, "ResyncMFADevice", "eve").outcome())
                .isEqualTo("404 NoSuchEntity: The user with name eve cannot be found.");
    }

    @Test
    void virtualDevicesAreListedWithTheirOwnersAndWithoutSeeds() {
        Phone phone = Phone.make(rig, ada, "phone");
        Phone.make(rig, ada, "spare");
        phone.enable(rig, ada, "ada");
        String id = rig.call(ada, "GetUser").text("UserId");
        String assigned =
                "<member><SerialNumber>"
                        + SERIAL
                        + "</SerialNumber><User><Path>/</Path><UserName>ada</UserName><UserId>"
                        + id
                        + "</UserId><Arn>arn:aws:iam::123456789012:user/ada</Arn>"
                        + "<CreateDate>2026-01-01T00:00:00Z</CreateDate></User>"
                        + "<EnableDate>2026-01-01T00:01:00Z</EnableDate></member>";
        String spare =
                "<member><SerialNumber>arn:aws:iam::123456789012:mfa/spare</SerialNumber></member>";
        String end = "<IsTruncated>false</IsTruncated>";
        assertThat(listed("Any"))
                .isEqualTo("<VirtualMFADevices>" + assigned + spare + "</VirtualMFADevices>" + end);
        assertThat(listed("Assigned"))
                .isEqualTo("<VirtualMFADevices>" + assigned + "</VirtualMFADevices>" + end);
        assertThat(listed("Unassigned"))
                .isEqualTo("<VirtualMFADevices>" + spare + "</VirtualMFADevices>" + end);
        assertThat(rig.call(ada, "ListVirtualMFADevices", "AssignmentStatus", "none").outcome())
                .isEqualTo(
                        "400 ValidationError: 1 validation error detected: Value at"
                                + " 'assignmentStatus' failed to satisfy constraint: Member must"
                                + " satisfy enum value set: [Assigned, Unassigned, Any]");
    }

    private String listed(String status) {
        return rig.call(ada, "ListVirtualMFADevices", "AssignmentStatus", status).result();
    }

    @Test
    void pagesGoOnWhereTheyEnded() {
        for (String name : new String[] {"c", "a", "b"}) {
            Phone.make(rig, ada, name);
        }
        XmlAnswer first = rig.call(ada, "ListVirtualMFADevices", "MaxItems", "2");
        assertThat(first.texts("SerialNumber")).hasSize(2);
        assertThat(first.text("IsTruncated")).isEqualTo("true");
        XmlAnswer second = rig.call(ada, "ListVirtualMFADevices", "Marker", first.text("Marker"));
        assertThat(second.texts("SerialNumber")).containsExactly(SERIAL.replace("phone", "c"));
        assertThat(second.texts("Marker")).isEmpty();
        for (String marker : new String[] {"x", "!", first.text("Marker") + "!", "A".repeat(400)}) {
            assertThat(rig.call(ada, "ListVirtualMFADevices", "Marker", marker).outcome())
                    .isEqualTo("400 ValidationError: Invalid Marker.");
        }
        assertThat(rig.call(ada, "ListUsers", "Marker", first.text("Marker")).outcome())
                .isEqualTo("400 ValidationError: Invalid Marker.");
        assertThat(rig.call(ada, "ListVirtualMFADevices", "MaxItems", "1001").status())
                .isEqualTo(400);
    }

    @Test
    void rootHasNoNameInItsLists() {
        assertThat(rig.call(root, "ListMFADevices").result())
                .isEqualTo("<MFADevices/><IsTruncated>false</IsTruncated>");
    }

    @Test
    void onlySecurityKeysCanBeGot() {
        Phone.make(rig, ada, "phone");
        assertThat(rig.call(ada, "GetMFADevice", "SerialNumber", SERIAL).outcome())
                .startsWith(
                        "400 ValidationError: The MFA device serial number sent in the request is"
                                + " invalid or not supported by this API.");
        assertThat(rig.call(ada, "GetMFADevice", "SerialNumber", SERIAL + "2").outcome())
                .startsWith("404 NoSuchEntity");
    }

    @Test
    void devicesCarryTags() {
        Phone.make(rig, ada, "phone");
        String[] tags = {
            "SerialNumber", SERIAL, "Tags.member.1.Key", "b", "Tags.member.1.Value", "1"
        };
        assertThat(rig.call(ada, "TagMFADevice", tags).outcome()).isEqualTo("200");
        assertThat(rig.call(ada, "ListMFADeviceTags", "SerialNumber", SERIAL).result())
                .isEqualTo(
                        "<Tags><member><Key>b</Key><Value>1</Value></member></Tags>"
                                + "<IsTruncated>false</IsTruncated>");
        String[] keys = {"SerialNumber", SERIAL, "TagKeys.member.1", "b"};
        assertThat(rig.call(ada, "UntagMFADevice", keys).outcome()).isEqualTo("200");
        assertThat(rig.call(ada, "ListMFADeviceTags", "SerialNumber", SERIAL).result())
                .isEqualTo("<Tags/><IsTruncated>false</IsTruncated>");
        tags[3] = "aws:b";
        assertThat(rig.call(ada, "TagMFADevice", tags).outcome())
                .isEqualTo(
                        "400 InvalidInput: Tag keys beginning with aws: are reserved for system"
                                + " use.");
    }
}
