package countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import countersign.otp.OtpAuthUri;
import countersign.qr.PictureException;
import countersign.qr.QrReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.InvalidAuthenticationCodeException;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** The AWS SDK for Java against this server: its types, its modelled exceptions, our devices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaSdkTest {
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private Server server;
    private int accounts;

    private Server.Account account;
    private IamClient root;
    private AwsCredentials adasKey;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        SdkLogs.quiet();
        server = Server.sandbox(folder);
    }

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    /** An account with the user ada, who has a key and may do everything. */
    @BeforeEach
    void makeAda() {
        account = server.account("java-sdk-" + ++accounts + "@example.com");
        root = iam(AwsBasicCredentials.create(account.accessKeyId(), account.secretAccessKey()));
        root.createUser(it -> it.userName("ada"));
        root.attachUserPolicy(it -> it.userName("ada").policyArn(ADMINISTRATOR));
        var key = root.createAccessKey(it -> it.userName("ada")).accessKey();
        adasKey = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }

    @AfterEach
    void closeRoot() {
        root.close();
    }

    private IamClient iam(AwsCredentials credentials) {
        return IamClient.builder()
                .endpointOverride(URI.create(server.url()))
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(http)
                .build();
    }

    private StsClient sts(AwsCredentials credentials) {
        return StsClient.builder()
                .endpointOverride(URI.create(server.url()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(http)
                .build();
    }

    private static AwsCredentials session(Credentials given) {
        return AwsSessionCredentials.create(
                given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
    }

    /** A trust policy for who is of this account and showed a code. */
    private String askingForMfa() {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
          "Principal":{"AWS":"arn:aws:iam::%s:root"},
          "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}\
        """
                .formatted(account.id());
    }

    private VirtualMFADevice make(String name) {
        return root.createVirtualMFADevice(it -> it.virtualMFADeviceName(name)).virtualMFADevice();
    }

    private static Device read(VirtualMFADevice made) {
        return Device.of(made.base32StringSeed().asUtf8String());
    }

    /** The device's code at the first second of a step that was never used before. */
    private String freshCode(Device device) {
        startStep();
        return device.code(server.now(account));
    }

    private List<String> freshPair(Device device) {
        startStep();
        return device.pair(server.now(account));
    }

    private void startStep() {
        long intoStep = server.now(account).getEpochSecond() % Person.STEP.toSeconds();
        server.advance(account, Person.STEP.minusSeconds(intoStep));
    }

    private void enable(VirtualMFADevice made) {
        enable(made, freshPair(read(made)));
    }

    private void enable(VirtualMFADevice made, List<String> pair) {
        root.enableMFADevice(it ->
                it.userName("ada")
                        .serialNumber(made.serialNumber())
                        .authenticationCode1(pair.get(0))
                        .authenticationCode2(pair.get(1)));
    }

    @Test
    void theQrCodeHoldsTheSeed() throws PictureException {
        VirtualMFADevice made = make("ada-phone");
        String text = QrReader.read(made.qrCodePNG().asByteArray()).getFirst();
        OtpAuthUri uri = OtpAuthUri.parse(text).uri();
        assertThat(uri.seed()).isEqualTo(read(made).seed());
        assertThat(uri.write()).contains("ada-phone@" + account.id());
    }

    @Test
    void aDeviceIsListedWithItsUserOnceItIsEnabled() {
        VirtualMFADevice made = make("ada-phone");
        var before = root.listVirtualMFADevices().virtualMFADevices().getFirst();
        assertThat(before.user()).isNull();
        assertThat(before.enableDate()).isNull();
        assertThat(before.base32StringSeed()).isNull();

        enable(made);
        var after = root.listVirtualMFADevicesPaginator().virtualMFADevices().iterator().next();
        assertThat(after.user().userName()).isEqualTo("ada");
        assertThat(Duration.between(after.enableDate(), server.now(account)).abs())
                .isLessThan(Duration.ofMinutes(1));
        assertThat(root.listMFADevices(it -> it.userName("ada")).mfaDevices())
                .extracting(MFADevice::serialNumber)
                .containsExactly("arn:aws:iam::" + account.id() + ":mfa/ada-phone");
        assertThat(root.getAccountSummary().summaryMapAsStrings())
                .containsEntry("MFADevicesInUse", 1)
                .containsEntry("AccountMFAEnabled", 0);
    }

    @Test
    void aSessionWithACodeDeactivatesAndDeletesTheDevice() {
        VirtualMFADevice made = make("ada-phone");
        enable(made);
        String serial = made.serialNumber();
        try (IamClient plain = iam(adasKey);
                StsClient sts = sts(adasKey)) {
            assertThatExceptionOfType(IamException.class)
                    .isThrownBy(() ->
                            plain.deactivateMFADevice(
                                    it -> it.userName("ada").serialNumber(serial)))
                    .matches(refusal -> refusal.statusCode() == 403)
                    .withMessageContaining("authenticated with an MFA device");
            String code = freshCode(read(made));
            var given = sts.getSessionToken(it -> it.serialNumber(serial).tokenCode(code));
            try (IamClient ada = iam(session(given.credentials()))) {
                ada.deactivateMFADevice(it -> it.userName("ada").serialNumber(serial));
                ada.deleteVirtualMFADevice(it -> it.serialNumber(serial));
            }
        }
        assertThat(root.listVirtualMFADevices().virtualMFADevices()).isEmpty();
    }

    @Test
    void aRoleThatAsksForMfaIsAssumedWithACodeOnly() {
        VirtualMFADevice made = make("ada-phone");
        enable(made);
        String role =
                root.createRole(it ->
                                it.roleName("careful").assumeRolePolicyDocument(askingForMfa()))
                        .role()
                        .arn();
        try (StsClient ada = sts(adasKey)) {
            assertThatExceptionOfType(StsException.class)
                    .isThrownBy(
                            () -> ada.assumeRole(it -> it.roleArn(role).roleSessionName("java")))
                    .withMessageContaining("is not authorized to perform: sts:AssumeRole");
            String code = freshCode(read(made));
            var assumed =
                    ada.assumeRole(it ->
                            it.roleArn(role)
                                    .roleSessionName("java")
                                    .serialNumber(made.serialNumber())
                                    .tokenCode(code));
            assertThatExceptionOfType(StsException.class)
                    .as("a code is good once")
                    .isThrownBy(() ->
                            ada.assumeRole(it ->
                                    it.roleArn(role)
                                            .roleSessionName("java")
                                            .serialNumber(made.serialNumber())
                                            .tokenCode(code)))
                    .withMessageContaining("invalid MFA one time pass code. ");
            try (StsClient careful = sts(session(assumed.credentials()))) {
                assertThat(careful.getCallerIdentity().arn())
                        .isEqualTo("arn:aws:sts::%s:assumed-role/careful/java", account.id());
            }
        }
    }

    @Test
    void refusalsAreModelledExceptions() {
        VirtualMFADevice made = make("ada-phone");
        List<String> pair = freshPair(read(made));
        assertThatExceptionOfType(EntityAlreadyExistsException.class)
                .isThrownBy(() -> make("ada-phone"))
                .matches(refusal -> refusal.statusCode() == 409);
        assertThatExceptionOfType(InvalidAuthenticationCodeException.class)
                .isThrownBy(() -> enable(made, pair.reversed()))
                .matches(refusal -> refusal.statusCode() == 403)
                .withMessageContaining("Authentication code for device is not valid.");
        enable(made, pair);
        assertThatExceptionOfType(EntityAlreadyExistsException.class)
                .isThrownBy(() -> enable(made, pair))
                .withMessageContaining("MFA Device for user ada already exists.");
        assertThatExceptionOfType(NoSuchEntityException.class)
                .isThrownBy(() -> root.listMFADevices(it -> it.userName("nobody")))
                .matches(refusal -> refusal.statusCode() == 404)
                .matches(refusal -> refusal.awsErrorDetails().errorCode().equals("NoSuchEntity"))
                .matches(refusal -> !refusal.requestId().isEmpty());
    }

    @Test
    void aDeviceWhoseClockWentWrongWorksAfterAResync() {
        VirtualMFADevice made = make("ada-phone");
        enable(made);
        server.advance(account, Duration.ofMinutes(10));
        Device slow = read(made).withClock(Duration.ofMinutes(-6));
        try (StsClient sts = sts(adasKey);
                IamClient ada = iam(adasKey)) {
            String early = freshCode(slow);
            assertThatExceptionOfType(StsException.class)
                    .isThrownBy(() ->
                            sts.getSessionToken(
                                    it -> it.serialNumber(made.serialNumber()).tokenCode(early)))
                    .withMessageContaining("invalid MFA one time pass code. ");
            List<String> pair = freshPair(slow);
            ada.resyncMFADevice(it ->
                    it.userName("ada")
                            .serialNumber(made.serialNumber())
                            .authenticationCode1(pair.get(0))
                            .authenticationCode2(pair.get(1)));
            String code = freshCode(slow);
            var given =
                    sts.getSessionToken(it -> it.serialNumber(made.serialNumber()).tokenCode(code));
            assertThat(given.credentials().accessKeyId()).startsWith("ASIA");
        }
    }
}
