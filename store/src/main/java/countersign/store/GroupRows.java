package countersign.store;

import countersign.iam.Page;
import countersign.iam.account.AccountId;
import countersign.iam.group.Group;
import countersign.iam.group.GroupTable;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

final class GroupRows implements GroupTable {
    private final Sql sql;

    GroupRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(Group group) {
        return sql.update(
                        """
                        INSERT INTO iam_group (account_id, group_id, name, name_key, path,
                                               created_at_ms)
                        VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        group.account().digits(),
                        group.id(),
                        group.name(),
                        Sql.key(group.name()),
                        group.path(),
                        group.createdAt())
                == 1;
    }

    @Override
    public Optional<Group> find(AccountId account, String name) {
        return sql.first(
                """
                SELECT account_id, group_id, name, path, created_at_ms
                  FROM iam_group
                 WHERE account_id = ? AND name_key = ?
                """,
                GroupRows::read,
                account.digits(),
                Sql.key(name));
    }

    @Override
    public Optional<Group> findById(AccountId account, String id) {
        return sql.first(
                """
                SELECT account_id, group_id, name, path, created_at_ms
                  FROM iam_group
                 WHERE account_id = ? AND group_id = ?
                """,
                GroupRows::read,
                account.digits(),
                id);
    }

    @Override
    public List<Group> list(AccountId account, Page page) {
        return sql.list(
                """
                SELECT account_id, group_id, name, path, created_at_ms
                  FROM iam_group
                 WHERE account_id = ? AND name_key > ? AND SUBSTR(path, 1, ?) = ?
                 ORDER BY name_key
                 LIMIT ?
                """,
                GroupRows::read,
                account.digits(),
                page.after(),
                page.pathPrefix().length(),
                page.pathPrefix(),
                page.most());
    }

    private static Group read(Sql.Row row) throws SQLException {
        return new Group(
                new AccountId(row.text("account_id")),
                row.text("group_id"),
                row.text("name"),
                row.text("path"),
                row.instant("created_at_ms"));
    }

    @Override
    public int count(AccountId account) {
        return sql.count(
                "SELECT COUNT(*) AS n FROM iam_group WHERE account_id = ?", account.digits());
    }

    @Override
    public boolean rename(Group group, String name, String path) {
        boolean taken =
                find(group.account(), name).filter(it -> !it.id().equals(group.id())).isPresent();
        if (taken) return false;
        return sql.update(
                        """
                        UPDATE iam_group
                           SET name = ?, name_key = ?, path = ?
                         WHERE account_id = ? AND group_id = ?
                        """,
                        name,
                        Sql.key(name),
                        path,
                        group.account().digits(),
                        group.id())
                == 1;
    }

    @Override
    public void delete(Group group) {
        sql.update(
                "DELETE FROM iam_group WHERE account_id = ? AND group_id = ?",
                group.account().digits(),
                group.id());
    }

    @Override
    public void add(Group group, PrincipalId user) {
        sql.update(
                """
                INSERT INTO group_member (account_id, principal_id, group_id)
                VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                group.account().digits(),
                user.text(),
                group.id());
    }

    @Override
    public boolean remove(Group group, PrincipalId user) {
        return sql.update(
                        """
                        DELETE FROM group_member
                         WHERE account_id = ? AND principal_id = ? AND group_id = ?
                        """,
                        group.account().digits(),
                        user.text(),
                        group.id())
                == 1;
    }

    @Override
    public List<Principal> members(Group group, Page page) {
        return sql.list(
                """
                SELECT p.account_id, p.principal_id, p.email, p.user_name, p.path, p.boundary_arn,
                       p.created_at_ms, p.epoch, p.version, p.password_changed_at_ms,
                       p.password_used_at_ms, p.login_profile_at_ms, p.reset_required,
                       p.last_device_id, p.root_notice_hidden
                  FROM group_member m
                  JOIN principal p
                    ON p.account_id = m.account_id AND p.principal_id = m.principal_id
                 WHERE m.account_id = ? AND m.group_id = ? AND p.name_key > ?
                 ORDER BY p.name_key
                 LIMIT ?
                """,
                PrincipalRows::read,
                group.account().digits(),
                group.id(),
                page.after(),
                page.most());
    }

    @Override
    public List<Group> of(AccountId account, PrincipalId user) {
        return sql.list(
                """
                SELECT g.account_id, g.group_id, g.name, g.path, g.created_at_ms
                  FROM group_member m
                  JOIN iam_group g ON g.account_id = m.account_id AND g.group_id = m.group_id
                 WHERE m.account_id = ? AND m.principal_id = ?
                 ORDER BY g.name_key
                """,
                GroupRows::read,
                account.digits(),
                user.text());
    }
}
