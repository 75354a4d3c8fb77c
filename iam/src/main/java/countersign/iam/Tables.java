package countersign.iam;

import countersign.iam.accesskey.AccessKeyTable;
import countersign.iam.account.AccountTable;
import countersign.iam.audit.AuditTable;
import countersign.iam.group.GroupTable;
import countersign.iam.mail.AddressTable;
import countersign.iam.mail.MailTable;
import countersign.iam.mfa.AttemptTable;
import countersign.iam.mfa.DeviceTable;
import countersign.iam.mfa.EnrolmentTable;
import countersign.iam.mfa.ResyncTable;
import countersign.iam.password.PasswordAttemptTable;
import countersign.iam.password.PasswordPolicyTable;
import countersign.iam.permission.ManagedPolicyTable;
import countersign.iam.permission.PermissionTable;
import countersign.iam.principal.PrincipalTable;
import countersign.iam.recovery.LostDeviceTable;
import countersign.iam.recovery.PasswordLinkTable;
import countersign.iam.report.ReportTable;
import countersign.iam.role.RoleTable;
import countersign.iam.sandbox.SandboxTable;
import countersign.iam.session.PlaceTable;
import countersign.iam.session.SessionTable;
import countersign.iam.signin.PendingSignInTable;
import countersign.iam.tag.TagTable;

/** Every table, inside one transaction. */
public interface Tables {
    AccountTable accounts();

    PrincipalTable principals();

    AccessKeyTable accessKeys();

    GroupTable groups();

    RoleTable roles();

    ManagedPolicyTable managedPolicies();

    PermissionTable permissions();

    TagTable tags();

    PasswordPolicyTable passwordPolicies();

    ReportTable reports();

    PasswordAttemptTable passwordAttempts();

    PendingSignInTable pendingSignIns();

    SessionTable sessions();

    PlaceTable places();

    DeviceTable devices();

    EnrolmentTable enrolments();

    ResyncTable resyncs();

    AttemptTable attempts();

    PasswordLinkTable passwordLinks();

    LostDeviceTable lostDevices();

    AuditTable audit();

    MailTable mail();

    AddressTable addresses();

    SandboxTable sandbox();
}
