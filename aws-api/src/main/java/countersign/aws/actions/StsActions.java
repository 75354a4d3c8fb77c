package countersign.aws.actions;

import countersign.iam.session.Caller;
import countersign.iam.sts.Issued;
import countersign.iam.sts.RoleSessions;
import countersign.iam.sts.SecurityTokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.FederatedUser;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/** The Security Token Service (aws-mfa B.12). */
final class StsActions {
    private final SecurityTokens tokens;
    private final RoleSessions roles;

    StsActions(SecurityTokens tokens, RoleSessions roles) {
        this.tokens = tokens;
        this.roles = roles;
    }

    void register(Actions actions) {
        actions.on(
                        "GetCallerIdentity",
                        GetCallerIdentityRequest.class,
                        (caller, _) -> identity(caller))
                .on("GetSessionToken", GetSessionTokenRequest.class, this::sessionToken)
                .on("AssumeRole", AssumeRoleRequest.class, this::assumeRole)
                .on("GetFederationToken", GetFederationTokenRequest.class, this::federationToken)
                .on("GetAccessKeyInfo", GetAccessKeyInfoRequest.class, this::keyInfo);
    }

    /** Needs no permission. */
    private static GetCallerIdentityResponse identity(Caller.Api caller) {
        return GetCallerIdentityResponse.builder()
                .arn(caller.subject().arn())
                .userId(caller.subject().userId())
                .account(caller.subject().account().digits())
                .build();
    }

    private GetSessionTokenResponse sessionToken(
            Caller.Api caller, GetSessionTokenRequest request) {
        Issued issued =
                tokens.sessionToken(
                        caller,
                        seconds(request.durationSeconds()),
                        Optional.ofNullable(request.serialNumber()),
                        Optional.ofNullable(request.tokenCode()));
        return GetSessionTokenResponse.builder().credentials(credentials(issued)).build();
    }

    private static Optional<Duration> seconds(@Nullable Integer seconds) {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }

    private static Credentials credentials(Issued issued) {
        return Credentials.builder()
                .accessKeyId(issued.claims().accessKeyId())
                .secretAccessKey(issued.secret().reveal())
                .sessionToken(issued.token())
                .expiration(issued.claims().expiresAt())
                .build();
    }

    @SuppressWarnings("deprecation") // PackedPolicySize: AWS asks not to build on it, and sends it
    private AssumeRoleResponse assumeRole(Caller.Api caller, AssumeRoleRequest request) {
        Issued issued = roles.assume(caller, wanted(request));
        return AssumeRoleResponse.builder()
                .credentials(credentials(issued))
                .assumedRoleUser(
                        AssumedRoleUser.builder()
                                .assumedRoleId(issued.userId())
                                .arn(issued.arn())
                                .build())
                .packedPolicySize(issued.packedPercent().orElse(null))
                .sourceIdentity(issued.claims().sourceIdentity().orElse(null))
                .build();
    }

    private static RoleSessions.Wanted wanted(AssumeRoleRequest request) {
        return new RoleSessions.Wanted(
                request.roleArn(),
                request.roleSessionName(),
                seconds(request.durationSeconds()),
                Optional.ofNullable(request.policy()),
                arns(request.policyArns()),
                Tags.ofSts(request.tags()),
                request.transitiveTagKeys(),
                Optional.ofNullable(request.externalId()),
                Optional.ofNullable(request.serialNumber()),
                Optional.ofNullable(request.tokenCode()),
                Optional.ofNullable(request.sourceIdentity()));
    }

    /** An entry without an ARN names no policy. */
    private static List<String> arns(List<PolicyDescriptorType> policies) {
        return policies.stream()
                .flatMap(policy -> Optional.ofNullable(policy.arn()).stream())
                .toList();
    }

    @SuppressWarnings("deprecation") // as above
    private GetFederationTokenResponse federationToken(
            Caller.Api caller, GetFederationTokenRequest request) {
        Issued issued =
                tokens.federationToken(
                        caller,
                        request.name(),
                        seconds(request.durationSeconds()),
                        Optional.ofNullable(request.policy()),
                        arns(request.policyArns()),
                        Tags.ofSts(request.tags()));
        return GetFederationTokenResponse.builder()
                .credentials(credentials(issued))
                .federatedUser(
                        FederatedUser.builder()
                                .federatedUserId(issued.userId())
                                .arn(issued.arn())
                                .build())
                .packedPolicySize(issued.packedPercent().orElse(null))
                .build();
    }

    private GetAccessKeyInfoResponse keyInfo(Caller.Api caller, GetAccessKeyInfoRequest request) {
        return GetAccessKeyInfoResponse.builder()
                .account(tokens.accessKeyInfo(caller, request.accessKeyId()).digits())
                .build();
    }
}
