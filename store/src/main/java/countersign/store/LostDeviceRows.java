package countersign.store;

import countersign.iam.account.AccountId;
import countersign.iam.principal.PrincipalId;
import countersign.iam.recovery.LostDeviceTable;
import java.util.List;

final class LostDeviceRows implements LostDeviceTable {
    private final Sql sql;

    LostDeviceRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void insert(Request request) {
        sql.update(
                """
                INSERT INTO lost_device_request (account_id, request_id, principal_id, at_ms,
                                                 address, message)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                request.account().digits(),
                request.id(),
                request.principal().text(),
                request.at(),
                request.address(),
                request.message());
    }

    @Override
    public List<Request> of(AccountId account) {
        return sql.list(
                """
                SELECT request_id, principal_id, at_ms, address, message
                  FROM lost_device_request
                 WHERE account_id = ?
                 ORDER BY at_ms
                """,
                row ->
                        new Request(
                                row.text("request_id"),
                                account,
                                new PrincipalId(row.text("principal_id")),
                                row.instant("at_ms"),
                                row.text("address"),
                                row.text("message")),
                account.digits());
    }
}
