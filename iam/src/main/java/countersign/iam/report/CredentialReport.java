package countersign.iam.report;

import countersign.iam.Page;
import countersign.iam.Tables;
import countersign.iam.accesskey.AccessKey;
import countersign.iam.account.AccountId;
import countersign.iam.password.PasswordPolicy;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The credential report as AWS writes it: 22 columns, LF, no newline at the end (aws-mfa B.10). */
final class CredentialReport {
    private static final String HEADER =
            "user,arn,user_creation_time,password_enabled,password_last_used,"
                    + "password_last_changed,password_next_rotation,mfa_active,"
                    + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,"
                    + "access_key_1_last_used_region,access_key_1_last_used_service,"
                    + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
                    + "access_key_2_last_used_region,access_key_2_last_used_service,"
                    + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
    private static final String NONE = "N/A";
    private static final int KEYS = 2;

    private final Tables tables;
    private final Optional<PasswordPolicy> policy;

    private CredentialReport(Tables tables, AccountId account) {
        this.tables = tables;
        this.policy = tables.passwordPolicies().find(account);
    }

    static String of(Tables tables, AccountId account) {
        var report = new CredentialReport(tables, account);
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        tables.principals()
                .find(account, PrincipalId.root(account))
                .ifPresent(root -> lines.add(report.row(root)));
        for (Principal user : tables.principals().users(account, Page.all())) {
            lines.add(report.row(user));
        }
        return String.join("\n", lines);
    }

    private String row(Principal of) {
        List<String> cells = new ArrayList<>();
        cells.add(of.userName().orElse("<root_account>"));
        cells.add(of.arn());
        cells.add(date(of.createdAt()));
        password(of, cells);
        cells.add(Boolean.toString(!tables.devices().ofPrincipal(of.account(), of.id()).isEmpty()));
        List<AccessKey> keys = tables.accessKeys().ofPrincipal(of.account(), of.id());
        for (int at = 0; at < KEYS; at++) {
            key(at < keys.size() ? Optional.of(keys.get(at)) : Optional.empty(), cells);
        }
        cells.addAll(List.of("false", NONE, "false", NONE));
        return cells.stream().map(Csv::cell).collect(Collectors.joining(","));
    }

    private void password(Principal of, List<String> cells) {
        boolean enabled = tables.principals().password(of.account(), of.id()).isPresent();
        cells.add(Boolean.toString(enabled));
        Optional<String> used = of.passwordLastUsed().map(CredentialReport::date);
        cells.add(enabled || of.isRoot() ? used.orElse("no_information") : NONE);
        cells.add(of.passwordChangedAt().map(CredentialReport::date).orElse(NONE));
        cells.add(of.isRoot() ? "not_supported" : nextRotation(of).orElse(NONE));
    }

    private Optional<String> nextRotation(Principal of) {
        return policy.flatMap(PasswordPolicy::maxAgeDays)
                .flatMap(days -> of.passwordChangedAt().map(at -> at.plus(Duration.ofDays(days))))
                .map(CredentialReport::date);
    }

    private static void key(Optional<AccessKey> key, List<String> cells) {
        cells.add(Boolean.toString(key.filter(AccessKey::active).isPresent()));
        cells.add(key.map(it -> date(it.createdAt())).orElse(NONE));
        Optional<AccessKey.Use> use = key.flatMap(AccessKey::used);
        cells.add(use.map(it -> date(it.at())).orElse(NONE));
        cells.add(use.map(AccessKey.Use::region).orElse(NONE));
        cells.add(use.map(AccessKey.Use::service).orElse(NONE));
    }

    private static String date(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
