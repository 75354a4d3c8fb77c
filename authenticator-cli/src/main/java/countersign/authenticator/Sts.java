package countersign.authenticator;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Asks STS for a session. Once: a code that was sent may be spent whatever comes back. */
final class Sts {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);

    private Sts() {}

    static SessionCredentials sessionToken(
            AwsProfile profile, String code, Optional<Duration> length) {
        try (StsClient sts = client(profile)) {
            Credentials given =
                    sts.getSessionToken(
                                    request -> {
                                        request.serialNumber(profile.mfaSerial()).tokenCode(code);
                                        length.ifPresent(time ->
                                                request.durationSeconds(
                                                        Math.toIntExact(time.toSeconds())));
                                    })
                            .credentials();
            return new SessionCredentials(
                    given.accessKeyId(),
                    given.secretAccessKey(),
                    given.sessionToken(),
                    given.expiration());
        } catch (StsException e) {
            throw new CommandFailure(refusal(e));
        } catch (SdkClientException e) {
            throw new CommandFailure(
                    "STS at " + profile.where() + " cannot be reached: " + reason(e));
        }
    }

    private static StsClient client(AwsProfile profile) {
        var builder =
                StsClient.builder()
                        .region(Region.of(profile.region()))
                        .credentialsProvider(StaticCredentialsProvider.create(profile.keys()))
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(TO_CONNECT)
                                        .socketTimeout(TO_ANSWER))
                        .overrideConfiguration(configuration ->
                                configuration
                                        .retryStrategy(strategy -> strategy.maxAttempts(1))
                                        // All that is wanted of the files is in the profile.
                                        .defaultProfileFile(ProfileFile.aggregator().build()));
        profile.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static String refusal(StsException e) {
        var details = e.awsErrorDetails();
        if (details == null || details.errorCode() == null || details.errorCode().isEmpty()) {
            return "STS answered with HTTP status " + e.statusCode();
        }
        String said = details.errorMessage() == null ? "" : details.errorMessage().strip();
        return "STS refused: " + details.errorCode() + ": " + said + advice(said);
    }

    private static String advice(String said) {
        return said.contains("MultiFactorAuthentication failed")
                ? " (is it this device's account? is the clock right: authenticator check-clock)"
                : "";
    }

    /** The innermost: what wraps it says only that something was wrapped. */
    private static String reason(Throwable e) {
        Throwable inner = e;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return inner.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
