package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.tag.Tag;
import countersign.iam.tag.TagTable;
import java.util.List;

final class TagRows implements TagTable {
    private final Sql sql;

    TagRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void put(AccountId account, String owner, String keyKey, Tag tag) {
        sql.update(
                """
                INSERT INTO tag (account_id, owner_id, key_key, tag_key, tag_value)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (account_id, owner_id, key_key)
                DO UPDATE SET tag_key = excluded.tag_key, tag_value = excluded.tag_value
                """,
                account.digits(),
                owner,
                keyKey,
                tag.key(),
                tag.value());
    }

    @Override
    public void remove(AccountId account, String owner, String keyKey) {
        sql.update(
                "DELETE FROM tag WHERE account_id = ? AND owner_id = ? AND key_key = ?",
                account.digits(),
                owner,
                keyKey);
    }

    @Override
    public void removeAll(AccountId account, String owner) {
        sql.update(
                "DELETE FROM tag WHERE account_id = ? AND owner_id = ?", account.digits(), owner);
    }

    @Override
    public List<Tag> of(AccountId account, String owner) {
        return sql.list(
                """
                SELECT tag_key, tag_value
                  FROM tag
                 WHERE account_id = ? AND owner_id = ?
                 ORDER BY tag_key
                """,
                row -> new Tag(row.text("tag_key"), row.text("tag_value")),
                account.digits(),
                owner);
    }
}
