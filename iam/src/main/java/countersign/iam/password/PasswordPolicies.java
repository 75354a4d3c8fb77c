package countersign.iam.password;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.authorization.Action;
import countersign.iam.authorization.Operations;
import countersign.iam.session.Caller;

/** The account's password policy for IAM users. It never binds the root user. */
public final class PasswordPolicies {
    private final Operations operations;

    public PasswordPolicies(Operations operations) {
        this.operations = operations;
    }

    /** GetAccountPasswordPolicy. */
    public PasswordPolicy get(Caller.Authenticated caller) {
        return operations.read(
                caller,
                Action.GET_ACCOUNT_PASSWORD_POLICY,
                unit -> {
                    unit.require("*");
                    return unit.tables()
                            .passwordPolicies()
                            .find(unit.accountId())
                            .orElseThrow(() ->
                                    new Refused(
                                            Code.NoSuchEntity,
                                            "The Password Policy with domain name "
                                                    + unit.accountId()
                                                    + " cannot be found."));
                });
    }

    /** UpdateAccountPasswordPolicy: what is not named falls back to its default. */
    public void put(Caller.Authenticated caller, PasswordPolicy policy) {
        operations.change(
                caller,
                Action.UPDATE_ACCOUNT_PASSWORD_POLICY,
                unit -> {
                    unit.require("*");
                    unit.tables().passwordPolicies().put(unit.accountId(), policy);
                    return policy;
                });
    }

    /** DeleteAccountPasswordPolicy. */
    public void delete(Caller.Authenticated caller) {
        operations.change(
                caller,
                Action.DELETE_ACCOUNT_PASSWORD_POLICY,
                unit -> {
                    unit.require("*");
                    if (!unit.tables().passwordPolicies().delete(unit.accountId())) {
                        throw new Refused(
                                Code.NoSuchEntity,
                                "The account policy with name PasswordPolicy cannot be found.");
                    }
                    return unit.accountId();
                });
    }
}
