package countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The policy that makes users set up MFA before they may do anything else. */
class ForceMfaTest {
    static final String DOCUMENT =
            """
            {
              `Version`: `2012-10-17`,
              `Statement`: [
                {
                  `Sid`: `AllowViewAccountInfo`,
                  `Effect`: `Allow`,
                  `Action`: [`iam:GetAccountPasswordPolicy`, `iam:ListVirtualMFADevices`],
                  `Resource`: `*`
                },
                {
                  `Sid`: `AllowManageOwnPasswords`,
                  `Effect`: `Allow`,
                  `Action`: [`iam:ChangePassword`, `iam:GetUser`],
                  `Resource`: `arn:aws:iam::*:user/${aws:username}`
                },
                {
                  `Sid`: `AllowManageOwnAccessKeys`,
                  `Effect`: `Allow`,
                  `Action`: [
                    `iam:CreateAccessKey`, `iam:DeleteAccessKey`, `iam:ListAccessKeys`,
                    `iam:UpdateAccessKey`, `iam:GetAccessKeyLastUsed`
                  ],
                  `Resource`: `arn:aws:iam::*:user/${aws:username}`
                },
                {
                  `Sid`: `AllowManageOwnVirtualMFADevice`,
                  `Effect`: `Allow`,
                  `Action`: [`iam:CreateVirtualMFADevice`],
                  `Resource`: `arn:aws:iam::*:mfa/*`
                },
                {
                  `Sid`: `AllowManageOwnUserMFA`,
                  `Effect`: `Allow`,
                  `Action`: [
                    `iam:DeactivateMFADevice`, `iam:EnableMFADevice`, `iam:ListMFADevices`,
                    `iam:ResyncMFADevice`
                  ],
                  `Resource`: `arn:aws:iam::*:user/${aws:username}`
                },
                {
                  `Sid`: `DenyAllExceptListedIfNoMFA`,
                  `Effect`: `Deny`,
                  `NotAction`: [
                    `iam:CreateVirtualMFADevice`, `iam:EnableMFADevice`, `iam:GetUser`,
                    `iam:ListMFADevices`, `iam:ListVirtualMFADevices`, `iam:ResyncMFADevice`,
                    `sts:GetSessionToken`
                  ],
                  `Resource`: `*`,
                  `Condition`: {`BoolIfExists`: {`aws:MultiFactorAuthPresent`: `false`}}
                }
              ]
            }
            """;
    private static final Policy POLICY = Documents.identity(DOCUMENT);
    private static final String DEVICE = "arn:aws:iam::123456789012:mfa/anything";

    private static Decision fresh(String action, String resource) {
        return Documents.decide(POLICY, action, resource, "aws:username", "alice");
    }

    private static Decision withMfa(String action, String resource) {
        return Documents.decide(
                POLICY,
                action,
                resource,
                "aws:username",
                "alice",
                "aws:MultiFactorAuthPresent",
                "true");
    }

    @Test
    void aFreshKeyMaySetUpItsOwnDevice() {
        assertThat(fresh("iam:CreateVirtualMFADevice", DEVICE)).isEqualTo(Decision.ALLOWED);
        for (String action :
                List.of(
                        "iam:EnableMFADevice",
                        "iam:ListMFADevices",
                        "iam:ResyncMFADevice",
                        "iam:GetUser")) {
            assertThat(fresh(action, Documents.ALICE)).as(action).isEqualTo(Decision.ALLOWED);
        }
        assertThat(fresh("iam:ListVirtualMFADevices", "*")).isEqualTo(Decision.ALLOWED);
    }

    /** GetSessionToken needs no Allow: the caller asks only that nothing denies it. */
    @Test
    void aFreshKeyIsNotDeniedASessionToken() {
        assertThat(fresh("sts:GetSessionToken", "*")).isEqualTo(Decision.IMPLICIT_DENY_IDENTITY);
    }

    @Test
    void aFreshKeyIsExplicitlyDeniedAllElse() {
        for (String action :
                List.of(
                        "iam:DeactivateMFADevice",
                        "iam:CreateAccessKey",
                        "iam:ChangePassword",
                        "iam:ListUsers",
                        "iam:GetAccountPasswordPolicy",
                        "sts:AssumeRole",
                        "s3:GetObject")) {
            assertThat(fresh(action, Documents.ALICE))
                    .as(action)
                    .isEqualTo(Decision.EXPLICIT_DENY_IDENTITY);
        }
        assertThat(fresh("iam:DeleteVirtualMFADevice", DEVICE))
                .isEqualTo(Decision.EXPLICIT_DENY_IDENTITY);
    }

    @Test
    void aFreshKeyMayNotTouchAnotherUser() {
        assertThat(fresh("iam:EnableMFADevice", Documents.ALICE + "2"))
                .isEqualTo(Decision.IMPLICIT_DENY_IDENTITY);
    }

    @Test
    void anMfaSessionMayManageItself() {
        assertThat(withMfa("iam:DeactivateMFADevice", Documents.ALICE)).isEqualTo(Decision.ALLOWED);
        assertThat(withMfa("iam:CreateAccessKey", Documents.ALICE)).isEqualTo(Decision.ALLOWED);
        assertThat(withMfa("iam:ListUsers", "*")).isEqualTo(Decision.IMPLICIT_DENY_IDENTITY);
    }

    @Test
    void itsKeysAreFoundForTheSimulator() {
        assertThat(POLICY.contextKeys())
                .containsExactly("aws:MultiFactorAuthPresent", "aws:username");
    }
}
