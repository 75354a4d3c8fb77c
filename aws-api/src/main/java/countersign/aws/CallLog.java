package countersign.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import countersign.aws.query.RequestJson;
import countersign.iam.Ids;
import countersign.iam.Store;
import countersign.iam.StoreFailure;
import countersign.iam.audit.AuditEvent;
import countersign.iam.audit.CallRecord;
import countersign.iam.session.Caller;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Sees to it that every call whose signature was good has one record: a unit of work that changes
 * something writes its own, for all else it is appended here, without waiting. Calls without a good
 * signature have none: anybody could fill the log.
 */
final class CallLog implements Watcher<Caller.Api> {
    /** STS tells the client which value was wrong; it can be a code. */
    private static final Pattern SHOWN_VALUE = Pattern.compile("Value '.*?' at '", Pattern.DOTALL);

    private final Store store;
    private final Ids ids;
    private final LastUses uses;
    private final AwsApi.Observer observer;

    CallLog(Store store, Ids ids, LastUses uses, AwsApi.Observer observer) {
        this.store = store;
        this.ids = ids;
        this.uses = uses;
        this.observer = observer;
    }

    @Override
    public Call<Caller.Api> began(Call<Caller.Api> call, AwsRequest input) {
        return owing(call, RequestJson.of(input, SecretMembers.NAMES));
    }

    private static Call<Caller.Api> owing(Call<Caller.Api> call, JsonNode parameters) {
        var shown =
                new AuditEvent.Call(
                        call.requestId(), call.service().signingName(), call.region(), parameters);
        return call.by(call.caller().during(new CallRecord(shown)));
    }

    @Override
    public void answered(Answered<Caller.Api> answered) {
        String action = answered.action().map(Action::name).orElse("unknown");
        observer.answered(action, answered.status(), answered.code().map(ErrorCode::wireName));
        try {
            answered.call().ifPresent(call -> write(call, answered.fault()));
        } catch (RuntimeException fault) {
            // The answer is made, and what was done is done.
            observer.failed(answered.requestId(), fault);
        }
    }

    private void write(Call<Caller.Api> call, Optional<ApiFault> fault) {
        if (fault.map(ApiFault::code).filter(ErrorCode.SERVICE_UNAVAILABLE::equals).isPresent()) {
            return;
        }
        uses.note(call);
        // Without a record yet: its input could not be read.
        boolean read = call.caller().record().isPresent();
        append(read ? call : owing(call, NullNode.getInstance()), fault);
    }

    private void append(Call<Caller.Api> call, Optional<ApiFault> fault) {
        Caller.Api caller = call.caller();
        if (caller.record().filter(CallRecord::isWritten).isPresent()) {
            return;
        }
        AuditEvent done = caller.event(ids.uuid(), call.action().name());
        AuditEvent event = fault.map(it -> done.refused(failure(it))).orElse(done);
        store.submit(tables -> {
            tables.audit().append(event);
            return true;
        });
    }

    private static AuditEvent.Failure failure(ApiFault fault) {
        String code = fault.code().wireName();
        String text = fault.text().orElse(code);
        return new AuditEvent.Failure(
                Optional.of(code), SHOWN_VALUE.matcher(text).replaceAll("Value at '"));
    }

    @Override
    public void failed(String requestId, RuntimeException fault) {
        observer.failed(requestId, fault);
    }

    @Override
    public boolean isStorageDown(RuntimeException fault) {
        return fault instanceof StoreFailure;
    }
}
