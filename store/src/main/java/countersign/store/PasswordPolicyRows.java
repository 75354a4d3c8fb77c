package countersign.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import countersign.iam.StoreFailure;
import countersign.iam.account.AccountId;
import countersign.iam.key.SealedValue;
import countersign.iam.password.PasswordPolicy;
import countersign.iam.password.PasswordPolicyTable;
import countersign.iam.principal.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class PasswordPolicyRows implements PasswordPolicyTable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sql sql;

    PasswordPolicyRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<PasswordPolicy> find(AccountId account) {
        return sql.first(
                "SELECT policy FROM password_policy WHERE account_id = ?",
                row -> read(row.text("policy")),
                account.digits());
    }

    private static PasswordPolicy read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new PasswordPolicy(
                    json.path("minimumLength").asInt(),
                    json.path("requireSymbols").asBoolean(),
                    json.path("requireNumbers").asBoolean(),
                    json.path("requireUppercase").asBoolean(),
                    json.path("requireLowercase").asBoolean(),
                    json.path("allowUsersToChange").asBoolean(),
                    number(json.path("maxAgeDays")),
                    number(json.path("reusePrevention")),
                    json.has("hardExpiry")
                            ? Optional.of(json.path("hardExpiry").asBoolean())
                            : Optional.empty());
        } catch (JsonProcessingException e) {
            throw new StoreFailure("reading a password policy", e);
        }
    }

    private static Optional<Integer> number(JsonNode node) {
        return node.isInt() ? Optional.of(node.asInt()) : Optional.empty();
    }

    @Override
    public void put(AccountId account, PasswordPolicy policy) {
        var json =
                JSON.createObjectNode()
                        .put("minimumLength", policy.minimumLength())
                        .put("requireSymbols", policy.requireSymbols())
                        .put("requireNumbers", policy.requireNumbers())
                        .put("requireUppercase", policy.requireUppercase())
                        .put("requireLowercase", policy.requireLowercase())
                        .put("allowUsersToChange", policy.allowUsersToChange());
        policy.maxAgeDays().ifPresent(days -> json.put("maxAgeDays", days));
        policy.reusePrevention().ifPresent(count -> json.put("reusePrevention", count));
        policy.hardExpiry().ifPresent(hard -> json.put("hardExpiry", hard));
        sql.update(
                """
                INSERT INTO password_policy (account_id, policy)
                VALUES (?, ?)
                ON CONFLICT (account_id) DO UPDATE SET policy = excluded.policy
                """,
                account.digits(),
                json.toString());
    }

    @Override
    public boolean delete(AccountId account) {
        return sql.update("DELETE FROM password_policy WHERE account_id = ?", account.digits())
                == 1;
    }

    @Override
    public void remember(AccountId account, PrincipalId user, SealedValue password, Instant at) {
        sql.update(
                """
                INSERT INTO password_history (account_id, principal_id, at_ms, sealed_password)
                VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                account.digits(),
                user.text(),
                at,
                password);
        forgetOlder(account, user);
    }

    /** No policy asks for more than the newest 24. */
    private void forgetOlder(AccountId account, PrincipalId user) {
        sql.update(
                """
                DELETE FROM password_history
                 WHERE account_id = ? AND principal_id = ?
                   AND at_ms < (SELECT at_ms
                                  FROM password_history
                                 WHERE account_id = ? AND principal_id = ?
                                 ORDER BY at_ms DESC
                                 LIMIT 1 OFFSET 23)
                """,
                account.digits(),
                user.text(),
                account.digits(),
                user.text());
    }

    @Override
    public List<SealedValue> remembered(AccountId account, PrincipalId user, int most) {
        return sql.list(
                """
                SELECT sealed_password
                  FROM password_history
                 WHERE account_id = ? AND principal_id = ?
                 ORDER BY at_ms DESC
                 LIMIT ?
                """,
                row -> row.sealed("sealed_password"),
                account.digits(),
                user.text(),
                most);
    }

    @Override
    public void forget(AccountId account, PrincipalId user) {
        sql.update(
                "DELETE FROM password_history WHERE account_id = ? AND principal_id = ?",
                account.digits(),
                user.text());
    }
}
