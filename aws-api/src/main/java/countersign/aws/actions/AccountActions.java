package countersign.aws.actions;

import countersign.iam.account.Aliases;
import countersign.iam.report.Reports;
import countersign.iam.session.Caller;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.GetCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;

/** The account's alias, and its numbers and reports. */
final class AccountActions {
    private static final Paging LIST = new Paging("ListAccountAliases");
    private static final String STARTED = "No report exists. Starting a new report generation task";

    private final Aliases aliases;
    private final Reports reports;

    AccountActions(Aliases aliases, Reports reports) {
        this.aliases = aliases;
        this.reports = reports;
    }

    void register(Actions actions) {
        actions.on("CreateAccountAlias", CreateAccountAliasRequest.class, this::create)
                .on("ListAccountAliases", ListAccountAliasesRequest.class, this::list)
                .on("DeleteAccountAlias", DeleteAccountAliasRequest.class, this::delete)
                .on("GetAccountSummary", GetAccountSummaryRequest.class, this::summary)
                .on(
                        "GenerateCredentialReport",
                        GenerateCredentialReportRequest.class,
                        this::generate)
                .on("GetCredentialReport", GetCredentialReportRequest.class, this::report);
    }

    private CreateAccountAliasResponse create(
            Caller.Api caller, CreateAccountAliasRequest request) {
        aliases.create(caller, request.accountAlias());
        return CreateAccountAliasResponse.builder().build();
    }

    private ListAccountAliasesResponse list(Caller.Api caller, ListAccountAliasesRequest request) {
        var page = LIST.page(request.marker(), request.maxItems());
        var all = aliases.get(caller).filter(alias -> alias.compareTo(page.after()) > 0);
        return ListAccountAliasesResponse.builder()
                .accountAliases(all.stream().toList())
                .isTruncated(false)
                .build();
    }

    private DeleteAccountAliasResponse delete(
            Caller.Api caller, DeleteAccountAliasRequest request) {
        aliases.delete(caller, request.accountAlias());
        return DeleteAccountAliasResponse.builder().build();
    }

    private GetAccountSummaryResponse summary(Caller.Api caller, GetAccountSummaryRequest request) {
        return GetAccountSummaryResponse.builder()
                .summaryMapWithStrings(reports.summary(caller))
                .build();
    }

    private GenerateCredentialReportResponse generate(
            Caller.Api caller, GenerateCredentialReportRequest request) {
        var answer = GenerateCredentialReportResponse.builder();
        return switch (reports.generate(caller)) {
            case STARTED -> answer.state("STARTED").description(STARTED).build();
            case COMPLETE -> answer.state("COMPLETE").build();
        };
    }

    private GetCredentialReportResponse report(
            Caller.Api caller, GetCredentialReportRequest request) {
        var report = reports.get(caller);
        return GetCredentialReportResponse.builder()
                .content(SdkBytes.fromUtf8String(report.csv()))
                .reportFormat("text/csv")
                .generatedTime(report.generatedAt())
                .build();
    }
}
