package countersign.store;

import countersign.iam.Tables;
import countersign.iam.accesskey.AccessKeyTable;
import countersign.iam.account.AccountTable;
import countersign.iam.audit.AuditTable;
import countersign.iam.mail.AddressTable;
import countersign.iam.mail.MailTable;
import countersign.iam.mfa.AttemptTable;
import countersign.iam.mfa.DeviceTable;
import countersign.iam.mfa.EnrolmentTable;
import countersign.iam.mfa.ResyncTable;
import countersign.iam.password.PasswordAttemptTable;
import countersign.iam.principal.PrincipalTable;
import countersign.iam.recovery.LostDeviceTable;
import countersign.iam.recovery.PasswordLinkTable;
import countersign.iam.sandbox.SandboxTable;
import countersign.iam.session.PlaceTable;
import countersign.iam.session.SessionTable;
import countersign.iam.signin.PendingSignInTable;

/** Every table over one connection. */
record SqlTables(
        AccountTable accounts,
        PrincipalTable principals,
        AccessKeyTable accessKeys,
        PasswordAttemptTable passwordAttempts,
        PendingSignInTable pendingSignIns,
        SessionTable sessions,
        PlaceTable places,
        DeviceTable devices,
        EnrolmentTable enrolments,
        ResyncTable resyncs,
        AttemptTable attempts,
        PasswordLinkTable passwordLinks,
        LostDeviceTable lostDevices,
        AuditTable audit,
        MailTable mail,
        AddressTable addresses,
        SandboxTable sandbox,
        MetaRows meta)
        implements Tables {
    static SqlTables over(Sql sql, String node) {
        return new SqlTables(
                new AccountRows(sql),
                new PrincipalRows(sql),
                new AccessKeyRows(sql),
                new PasswordAttemptRows(sql),
                new PendingSignInRows(sql),
                new SessionRows(sql),
                new PlaceRows(sql),
                new DeviceRows(sql),
                new EnrolmentRows(sql),
                new ResyncRows(sql),
                new AttemptRows(sql),
                new PasswordLinkRows(sql),
                new LostDeviceRows(sql),
                new AuditRows(sql, node),
                new MailRows(sql),
                new AddressRows(sql),
                new SandboxRows(sql),
                new MetaRows(sql));
    }
}
