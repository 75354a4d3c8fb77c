package countersign.store;

import countersign.iam.Page;
import countersign.iam.account.AccountId;
import countersign.iam.mfa.DeviceId;
import countersign.iam.mfa.DeviceName;
import countersign.iam.mfa.DeviceTable;
import countersign.iam.mfa.MfaDevice;
import countersign.iam.mfa.SerialNumber;
import countersign.iam.principal.PrincipalId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

final class DeviceRows implements DeviceTable {
    private static final String BY_ID =
            """
            SELECT account_id, device_id, serial, name, path, owner_id, sealed_seed, created_at_ms,
                   enabled_at_ms, last_used_at_ms, drift, watermark, pair_watermark, late_before,
                   epoch, version
              FROM mfa_device
             WHERE account_id = ? AND device_id = ?
            """;
    private static final String BY_SERIAL =
            """
            SELECT account_id, device_id, serial, name, path, owner_id, sealed_seed, created_at_ms,
                   enabled_at_ms, last_used_at_ms, drift, watermark, pair_watermark, late_before,
                   epoch, version
              FROM mfa_device
             WHERE account_id = ? AND serial = ?
            """;
    private static final String BY_OWNER =
            """
            SELECT account_id, device_id, serial, name, path, owner_id, sealed_seed, created_at_ms,
                   enabled_at_ms, last_used_at_ms, drift, watermark, pair_watermark, late_before,
                   epoch, version
              FROM mfa_device
             WHERE account_id = ? AND owner_id = ?
             ORDER BY enabled_at_ms, serial
            """;

    private static final String LISTED =
            """
            SELECT account_id, device_id, serial, name, path, owner_id, sealed_seed, created_at_ms,
                   enabled_at_ms, last_used_at_ms, drift, watermark, pair_watermark, late_before,
                   epoch, version
              FROM mfa_device
             WHERE account_id = ? AND serial > ?
             ORDER BY serial
             LIMIT ?
            """;
    private static final String LISTED_ASSIGNED =
            """
            SELECT account_id, device_id, serial, name, path, owner_id, sealed_seed, created_at_ms,
                   enabled_at_ms, last_used_at_ms, drift, watermark, pair_watermark, late_before,
                   epoch, version
              FROM mfa_device
             WHERE account_id = ? AND serial > ? AND owner_id IS NOT NULL
             ORDER BY serial
             LIMIT ?
            """;
    private static final String LISTED_UNASSIGNED =
            """
            SELECT account_id, device_id, serial, name, path, owner_id, sealed_seed, created_at_ms,
                   enabled_at_ms, last_used_at_ms, drift, watermark, pair_watermark, late_before,
                   epoch, version
              FROM mfa_device
             WHERE account_id = ? AND serial > ? AND owner_id IS NULL
             ORDER BY serial
             LIMIT ?
            """;

    private final Sql sql;

    DeviceRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean insert(MfaDevice device) {
        return sql.update(
                        """
                        INSERT INTO mfa_device (account_id, device_id, serial, name, path, owner_id,
                                                sealed_seed, created_at_ms, enabled_at_ms,
                                                last_used_at_ms, drift, watermark, pair_watermark,
                                                late_before, epoch, version)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        device.account().digits(),
                        device.id().text(),
                        device.serial().arn(),
                        device.name().text(),
                        device.path(),
                        device.owner().map(PrincipalId::text),
                        device.sealedSeed(),
                        device.createdAt(),
                        device.enabledAt(),
                        device.lastUsedAt(),
                        device.drift(),
                        device.watermark(),
                        device.pairWatermark(),
                        device.lateBefore(),
                        device.epoch(),
                        device.version())
                == 1;
    }

    @Override
    public Optional<MfaDevice> find(AccountId account, DeviceId id) {
        return sql.first(BY_ID, DeviceRows::read, account.digits(), id.text());
    }

    @Override
    public Optional<SerialNumber> serial(AccountId account, DeviceId id, PrincipalId owner) {
        return sql.first(
                """
                SELECT serial
                  FROM mfa_device
                 WHERE account_id = ? AND device_id = ? AND owner_id = ?
                """,
                row -> new SerialNumber(row.text("serial")),
                account.digits(),
                id.text(),
                owner.text());
    }

    @Override
    public OptionalLong version(AccountId account, DeviceId id) {
        return sql.first(
                        "SELECT version FROM mfa_device WHERE account_id = ? AND device_id = ?",
                        row -> OptionalLong.of(row.number("version")),
                        account.digits(),
                        id.text())
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<MfaDevice> findBySerial(AccountId account, SerialNumber serial) {
        return sql.first(BY_SERIAL, DeviceRows::read, account.digits(), serial.arn());
    }

    @Override
    public List<MfaDevice> ofPrincipal(AccountId account, PrincipalId owner) {
        return sql.list(BY_OWNER, DeviceRows::read, account.digits(), owner.text());
    }

    @Override
    public List<MfaDevice> list(AccountId account, Assignment which, Page page) {
        String query =
                switch (which) {
                    case ANY -> LISTED;
                    case ASSIGNED -> LISTED_ASSIGNED;
                    case UNASSIGNED -> LISTED_UNASSIGNED;
                };
        return sql.list(query, DeviceRows::read, account.digits(), page.after(), page.most());
    }

    @Override
    public int count(AccountId account, Assignment which) {
        String query =
                switch (which) {
                    case ANY -> "SELECT COUNT(*) AS n FROM mfa_device WHERE account_id = ?";
                    case ASSIGNED ->
                            "SELECT COUNT(*) AS n FROM mfa_device"
                                    + " WHERE account_id = ? AND owner_id IS NOT NULL";
                    case UNASSIGNED ->
                            "SELECT COUNT(*) AS n FROM mfa_device"
                                    + " WHERE account_id = ? AND owner_id IS NULL";
                };
        return sql.count(query, account.digits());
    }

    private static MfaDevice read(Sql.Row row) throws SQLException {
        return new MfaDevice(
                new AccountId(row.text("account_id")),
                new DeviceId(row.text("device_id")),
                new SerialNumber(row.text("serial")),
                new DeviceName(row.text("name")),
                row.text("path"),
                row.optionalText("owner_id").map(PrincipalId::new),
                row.sealed("sealed_seed"),
                row.instant("created_at_ms"),
                row.optionalInstant("enabled_at_ms"),
                row.optionalInstant("last_used_at_ms"),
                row.integer("drift"),
                row.number("watermark"),
                row.number("pair_watermark"),
                row.flag("late_before"),
                row.number("epoch"),
                row.number("version"));
    }

    @Override
    public boolean update(MfaDevice next) {
        return sql.update(
                        """
                        UPDATE mfa_device
                           SET owner_id = ?, sealed_seed = ?, enabled_at_ms = ?,
                               last_used_at_ms = ?, drift = ?, watermark = ?, pair_watermark = ?,
                               late_before = ?, version = ?
                         WHERE account_id = ? AND device_id = ? AND version = ?
                        """,
                        next.owner().map(PrincipalId::text),
                        next.sealedSeed(),
                        next.enabledAt(),
                        next.lastUsedAt(),
                        next.drift(),
                        next.watermark(),
                        next.pairWatermark(),
                        next.lateBefore(),
                        next.version(),
                        next.account().digits(),
                        next.id().text(),
                        next.version() - 1)
                == 1;
    }

    @Override
    public boolean delete(MfaDevice device) {
        boolean deleted =
                sql.update(
                                """
                                DELETE FROM mfa_device
                                 WHERE account_id = ? AND device_id = ? AND version = ?
                                """,
                                device.account().digits(),
                                device.id().text(),
                                device.version())
                        == 1;
        if (deleted) {
            sql.update(
                    "DELETE FROM code_failures WHERE account_id = ? AND device_id = ?",
                    device.account().digits(),
                    device.id().text());
        }
        return deleted;
    }

    @Override
    public boolean spend(AccountId account, DeviceId device, long step, Instant at) {
        return sql.update(
                        """
                        INSERT INTO spent_step (account_id, device_id, step, spent_at_ms)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        account.digits(),
                        device.text(),
                        step,
                        at)
                == 1;
    }

    @Override
    public Optional<Instant> spentAt(AccountId account, DeviceId device, long step) {
        return sql.first(
                """
                SELECT spent_at_ms
                  FROM spent_step
                 WHERE account_id = ? AND device_id = ? AND step = ?
                """,
                row -> row.instant("spent_at_ms"),
                account.digits(),
                device.text(),
                step);
    }

    @Override
    public int pruneSpent(AccountId account, DeviceId device, long step) {
        return sql.update(
                "DELETE FROM spent_step WHERE account_id = ? AND device_id = ? AND step < ?",
                account.digits(),
                device.text(),
                step);
    }
}
