package countersign.iam.role;

import countersign.iam.Refused;
import countersign.iam.Refused.Code;
import countersign.iam.Tables;
import countersign.iam.account.AccountId;
import countersign.policy.Policy;
import countersign.policy.TrustPrincipal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom the ARNs in a trust policy mean. AWS keeps their unique ids, so that a principal that is
 * deleted and made anew under the same name is not trusted by accident.
 */
final class TrustedIds {
    private static final Pattern NAMED =
            Pattern.compile(
                    "arn:aws:(?:iam::([0-9]{12}):(user|role)/(?:[\\x21-\\x7E]*/)?([\\w+=,.@-]+)"
                            + "|sts::([0-9]{12}):assumed-role/([\\w+=,.@-]+)/[\\w+=,.@-]+)");

    private TrustedIds() {}

    /**
     * Ids by ARN, of the users and roles that the policy names.
     *
     * @throws Refused MalformedPolicyDocument: there is no such user or role
     */
    static Map<String, String> of(Tables tables, Policy trust) {
        Map<String, String> ids = new HashMap<>();
        for (TrustPrincipal principal : trust.principals()) {
            Matcher named = NAMED.matcher(principal.text());
            if (principal.type() != TrustPrincipal.Type.AWS || !named.matches()) continue;
            String id =
                    id(tables, principal.text(), named)
                            .orElseThrow(() ->
                                    new Refused(Code.MalformedPolicyDocument, principal.refusal()));
            ids.put(principal.text(), id);
        }
        return ids;
    }

    private static Optional<String> id(Tables tables, String arn, Matcher named) {
        if (named.group(4) != null) {
            return tables.roles().find(new AccountId(named.group(4)), named.group(5)).map(Role::id);
        }
        AccountId account = new AccountId(named.group(1));
        return named.group(2).equals("role")
                ? tables.roles()
                        .find(account, named.group(3))
                        .filter(role -> role.arn().equals(arn))
                        .map(Role::id)
                : tables.principals()
                        .findUser(account, named.group(3))
                        .filter(user -> user.arn().equals(arn))
                        .map(user -> user.id().text());
    }
}
