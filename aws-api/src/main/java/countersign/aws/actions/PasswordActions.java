package countersign.aws.actions;

import countersign.aws.ApiFault;
import countersign.aws.ErrorCode;
import countersign.iam.password.LoginProfiles;
import countersign.iam.password.Password;
import countersign.iam.password.PasswordPolicies;
import countersign.iam.password.PasswordPolicy;
import countersign.iam.session.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ChangePasswordRequest;
import software.amazon.awssdk.services.iam.model.ChangePasswordResponse;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.GetLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.LoginProfile;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileResponse;

/** Console passwords of IAM users, and the account's rules for them. */
final class PasswordActions {
    private final LoginProfiles profiles;
    private final PasswordPolicies policies;

    PasswordActions(LoginProfiles profiles, PasswordPolicies policies) {
        this.profiles = profiles;
        this.policies = policies;
    }

    void register(Actions actions) {
        actions.on("CreateLoginProfile", CreateLoginProfileRequest.class, this::create)
                .on("GetLoginProfile", GetLoginProfileRequest.class, this::get)
                .on("UpdateLoginProfile", UpdateLoginProfileRequest.class, this::update)
                .on("DeleteLoginProfile", DeleteLoginProfileRequest.class, this::delete)
                .on("ChangePassword", ChangePasswordRequest.class, this::change)
                .on("GetAccountPasswordPolicy", GetAccountPasswordPolicyRequest.class, this::policy)
                .on(
                        "UpdateAccountPasswordPolicy",
                        UpdateAccountPasswordPolicyRequest.class,
                        this::putPolicy)
                .on(
                        "DeleteAccountPasswordPolicy",
                        DeleteAccountPasswordPolicyRequest.class,
                        this::deletePolicy);
    }

    private CreateLoginProfileResponse create(
            Caller.Api caller, CreateLoginProfileRequest request) {
        var created =
                profiles.create(
                        caller,
                        Optional.ofNullable(request.userName()),
                        Password.of(required(request.password())),
                        isTrue(request.passwordResetRequired()));
        return CreateLoginProfileResponse.builder().loginProfile(shown(created)).build();
    }

    /** Only a root user's profile is made without one, and that not here. */
    private static String required(@Nullable String password) {
        return Optional.ofNullable(password)
                .orElseThrow(() ->
                        new ApiFault(
                                ErrorCode.VALIDATION_ERROR,
                                "1 validation error detected: Value null at 'password' failed to"
                                        + " satisfy constraint: Member must not be null"));
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    /** A root user has no name. */
    private static LoginProfile shown(LoginProfiles.Profile profile) {
        String name = profile.userName();
        return LoginProfile.builder()
                .userName(name.isEmpty() ? null : name)
                .createDate(profile.createdAt())
                .passwordResetRequired(profile.resetRequired())
                .build();
    }

    private GetLoginProfileResponse get(Caller.Api caller, GetLoginProfileRequest request) {
        var found = profiles.get(caller, Optional.ofNullable(request.userName()));
        return GetLoginProfileResponse.builder().loginProfile(shown(found)).build();
    }

    private UpdateLoginProfileResponse update(
            Caller.Api caller, UpdateLoginProfileRequest request) {
        profiles.update(
                caller,
                request.userName(),
                Optional.ofNullable(request.password()).map(Password::of),
                Optional.ofNullable(request.passwordResetRequired()));
        return UpdateLoginProfileResponse.builder().build();
    }

    private DeleteLoginProfileResponse delete(
            Caller.Api caller, DeleteLoginProfileRequest request) {
        profiles.delete(caller, Optional.ofNullable(request.userName()));
        return DeleteLoginProfileResponse.builder().build();
    }

    private ChangePasswordResponse change(Caller.Api caller, ChangePasswordRequest request) {
        profiles.change(
                caller, Password.of(request.oldPassword()), Password.of(request.newPassword()));
        return ChangePasswordResponse.builder().build();
    }

    private GetAccountPasswordPolicyResponse policy(
            Caller.Api caller, GetAccountPasswordPolicyRequest request) {
        PasswordPolicy policy = policies.get(caller);
        var shown =
                software.amazon.awssdk.services.iam.model.PasswordPolicy.builder()
                        .minimumPasswordLength(policy.minimumLength())
                        .requireSymbols(policy.requireSymbols())
                        .requireNumbers(policy.requireNumbers())
                        .requireUppercaseCharacters(policy.requireUppercase())
                        .requireLowercaseCharacters(policy.requireLowercase())
                        .allowUsersToChangePassword(policy.allowUsersToChange())
                        .expirePasswords(policy.expires())
                        .maxPasswordAge(policy.maxAgeDays().orElse(null))
                        .passwordReusePrevention(policy.reusePrevention().orElse(null))
                        .hardExpiry(policy.hardExpiry().orElse(null))
                        .build();
        return GetAccountPasswordPolicyResponse.builder().passwordPolicy(shown).build();
    }

    /** What is not named falls back to its default. */
    private UpdateAccountPasswordPolicyResponse putPolicy(
            Caller.Api caller, UpdateAccountPasswordPolicyRequest request) {
        var policy =
                new PasswordPolicy(
                        Optional.ofNullable(request.minimumPasswordLength())
                                .orElse(PasswordPolicy.EMPTY.minimumLength()),
                        isTrue(request.requireSymbols()),
                        isTrue(request.requireNumbers()),
                        isTrue(request.requireUppercaseCharacters()),
                        isTrue(request.requireLowercaseCharacters()),
                        isTrue(request.allowUsersToChangePassword()),
                        Optional.ofNullable(request.maxPasswordAge()),
                        Optional.ofNullable(request.passwordReusePrevention()),
                        Optional.ofNullable(request.hardExpiry()));
        policies.put(caller, policy);
        return UpdateAccountPasswordPolicyResponse.builder().build();
    }

    private DeleteAccountPasswordPolicyResponse deletePolicy(
            Caller.Api caller, DeleteAccountPasswordPolicyRequest request) {
        policies.delete(caller);
        return DeleteAccountPasswordPolicyResponse.builder().build();
    }
}
