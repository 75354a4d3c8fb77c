package countersign.store;

import static org.assertj.core.api.Assertions.assertThat;

import countersign.iam.Client;
import countersign.iam.Token;
import countersign.iam.account.EmailAddress;
import countersign.iam.mail.Addresses.Change;
import countersign.iam.password.Password;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told to whom, and what is recorded. */
abstract class NoticeContract extends Contract {
    private static final EmailAddress SECOND = new EmailAddress("second@example.com");

    private Rig rig;

    @BeforeEach
    void open() {
        rig = hardened();
    }

    @Test
    void C42_aSecondAddressGetsNoticesOnceItWasConfirmedAndIsToldWhenItIsTakenAway() {
        Token session = rig.signIn();
        rig.iam.addresses().add(rig.caller(session), SECOND);
        Rig.Phone phone = rig.enrol(session, "phone");
        assertThat(rig.mail()).doesNotContain("To: second@example.com\nAn MFA device was added");
        assertThat(rig.iam.addresses().confirm(rig.mailedLink("address"), rig.client, rig.now))
                .isTrue();
        assertThat(rig.iam.addresses().confirm(rig.mailedLink("address"), rig.client, rig.now))
                .as("once")
                .isFalse();
        rig.nextStep();
        Token mfa = rig.signIn(phone);
        assertThat(rig.iam.addresses().remove(rig.caller(mfa), SECOND))
                .isInstanceOf(Change.Done.class);
        assertThat(rig.mail())
                .contains("To: root@example.com\nAn address for notices was removed")
                .contains("To: second@example.com\nAn address for notices was removed");
        assertThat(rig.audit())
                .contains("AddNoticeAddress")
                .contains("ConfirmNoticeAddress")
                .contains("RemoveNoticeAddress");
    }

    @Test
    void anAddressThatNobodyConfirmedDoesNotOutliveANewPassword() {
        rig.iam.addresses().add(rig.caller(rig.signIn()), SECOND);
        Token link = rig.mailedLink("address");
        rig.iam.passwordReset().request(Rig.ROOT, rig.client, rig.now);
        rig.settle();
        rig.iam
                .passwordReset()
                .complete(
                        rig.resetLink(),
                        countersign.iam.password.Password.of("a wholly new horse battery"),
                        rig.client,
                        rig.now);
        assertThat(rig.iam.addresses().confirm(link, rig.client, rig.now)).isFalse();
    }

    @Test
    void anAccountCannotMailStrangersWithoutLimit() {
        Token session = rig.signIn();
        int mailed = 0;
        for (int round = 0; round < 8; round++) {
            if (rig.iam.addresses().add(rig.caller(session), SECOND) instanceof Change.Done)
                mailed++;
            rig.iam.addresses().remove(rig.caller(session), SECOND);
        }
        assertThat(mailed).isEqualTo(3);
    }

    @Test
    void C43_fiveWrongCodesInARowBehindTheRightPasswordAreToldOnce() {
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        Token pending = rig.pending();
        for (int wrong = 0; wrong < 4; wrong++) {
            rig.code(pending, phone, phone.wrongCode(rig.now));
        }
        assertThat(rig.mail()).doesNotContain("Several wrong MFA codes");
        for (int wrong = 0; wrong < 3; wrong++) {
            rig.code(pending, phone, phone.wrongCode(rig.now));
        }
        assertThat(rig.mail()).containsOnlyOnce("Several wrong MFA codes");
    }

    @Test
    void anAddressLinkWorksForOneDay() {
        Token session = rig.signIn();
        rig.iam.addresses().add(rig.caller(session), SECOND);
        Token link = rig.mailedLink("address");
        rig.pass(Duration.ofHours(24));
        assertThat(rig.iam.addresses().waiting(link, rig.now)).isEmpty();
        assertThat(rig.iam.addresses().confirm(link, rig.client, rig.now)).isFalse();
    }

    @Test
    void C43_aSignInFromANewAddressIsToldAndOneFromAKnownAddressIsNot() {
        rig.signIn();
        rig.signIn();
        assertThat(rig.mail()).doesNotContain("new address");
        rig.client = new Client("198.51.100.7", "test", Optional.empty());
        rig.signIn();
        rig.signIn();
        assertThat(rig.mail()).containsOnlyOnce("Root sign-in from a new address");
    }

    @Test
    void C43_changedFactorsAndPasswordsAreToldToBothAddresses() {
        Token session = rig.signIn();
        rig.confirmAddress(session, SECOND.text());
        Rig.Phone phone = rig.enrol(session, "phone");
        rig.nextStep();
        Token mfa = rig.signIn(phone);
        rig.nextStep();
        rig.iam.passwordChange().change(rig.caller(mfa), Password.of("another horse battery"));
        rig.remove(mfa, phone, phone);
        for (String subject :
                new String[] {
                    "An MFA device was added",
                    "An MFA device was removed",
                    "The password was changed"
                }) {
            assertThat(rig.mail())
                    .contains("To: root@example.com\n" + subject)
                    .contains("To: second@example.com\n" + subject);
        }
    }

    @Test
    void C48_everyAuthenticationIsRecordedWithItsFactor() {
        rig.password(Rig.WRONG_PASSWORD);
        Rig.Phone phone = rig.enrol(rig.signIn(), "phone");
        rig.nextStep();
        rig.check(phone, phone.wrongCode(rig.now));
        rig.signIn(phone);
        rig.settle();
        assertThat(rig.audit())
                .contains("Failed authentication")
                .contains("not a code of this device")
                .contains("\"MFAUsed\":\"No\"")
                .contains("\"MFAUsed\":\"Yes\"")
                .contains("\"MFAIdentifier\":\"" + phone.device().serial() + "\"");
    }

    @Test
    void aLostDeviceIsReportedToSupportAndToTheOwnerThreeTimesAnHour() {
        rig.enrol(rig.signIn(), "phone");
        var waiting = rig.iam.signIn().waiting(rig.pending(), rig.now).orElseThrow();
        for (int asked = 0; asked < 3; asked++) {
            assertThat(rig.iam.lostDevices().request(waiting, "It fell into the sea.", rig.client))
                    .isPresent();
        }
        assertThat(rig.iam.lostDevices().request(waiting, "Hello?", rig.client)).isEmpty();
        assertThat(rig.mail())
                .contains("To: support@example.com\nLost MFA device")
                .contains("It fell into the sea.")
                .contains("To: root@example.com\nSomebody asked for help");
        assertThat(rig.devices()).as("nothing was changed").hasSize(1);
    }
}
