package countersign.iam.principal;

import countersign.iam.account.AccountId;

/** Immutable id of a principal inside its account: the account id for root, AIDA... for a user. */
public record PrincipalId(String text) {
    public static PrincipalId root(AccountId account) {
        return new PrincipalId(account.digits());
    }

    @Override
    public String toString() {
        return text;
    }
}
