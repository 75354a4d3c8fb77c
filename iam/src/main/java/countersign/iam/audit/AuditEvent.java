package countersign.iam.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import countersign.iam.Client;
import countersign.iam.account.AccountId;
import countersign.iam.principal.Principal;
import countersign.iam.session.Caller;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that happened, in the shape of CloudTrail's record. Holds no code, seed, password or
 * token.
 *
 * @param id drawn before the unit of work, so that one can see afterwards whether it committed
 * @param user who did it
 * @param name as CloudTrail calls it: ConsoleLogin, CheckMfa, EnableMFADevice, ...
 * @param resource ARN of what it was done to
 * @param error why it was refused; empty when it was done
 * @param call what only a request to the API has
 * @param details what else the owner should be able to read
 */
public record AuditEvent(
        String id,
        AccountId account,
        Instant at,
        User user,
        String name,
        Client client,
        Optional<String> resource,
        boolean readOnly,
        Optional<Failure> error,
        Optional<Call> call,
        Map<String, String> details) {
    private static final JsonFactory JSON = new ObjectMapper().getFactory();

    public AuditEvent {
        details = Map.copyOf(details);
    }

    /** Why something was refused; a code only where the API answered with one. */
    public record Failure(Optional<String> code, String message) {}

    /**
     * A request to the API.
     *
     * @param parameters of the request, without secrets
     * @param region that the client signed for
     */
    public record Call(String requestId, String service, String region, JsonNode parameters) {}

    /** Who did it: CloudTrail's userIdentity. */
    public record User(String type, String arn, ObjectNode identity) {
        public static User root(AccountId account) {
            return Identities.root(account);
        }

        public static User of(Principal principal) {
            return Identities.of(principal);
        }

        public static User of(Caller.Authenticated caller) {
            return Identities.of(caller);
        }

        public static User operator() {
            return Identities.operator();
        }

        /** The access key that signed the request. */
        public Optional<String> accessKeyId() {
            return Optional.ofNullable(identity.get("accessKeyId")).map(JsonNode::textValue);
        }
    }

    /** A done thing without details. */
    public static AuditEvent of(
            String id, AccountId account, Instant at, User user, String name, Client client) {
        return new AuditEvent(
                id,
                account,
                at,
                user,
                name,
                client,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    public AuditEvent on(String resourceArn) {
        return new AuditEvent(
                id,
                account,
                at,
                user,
                name,
                client,
                Optional.of(resourceArn),
                readOnly,
                error,
                call,
                details);
    }

    public AuditEvent refused(String why) {
        return refused(new Failure(Optional.empty(), why));
    }

    public AuditEvent refused(Failure why) {
        return new AuditEvent(
                id,
                account,
                at,
                user,
                name,
                client,
                resource,
                readOnly,
                Optional.of(why),
                call,
                details);
    }

    /** As a record of a request to the API. */
    public AuditEvent by(Call request, boolean onlyReads) {
        return new AuditEvent(
                id,
                account,
                at,
                user,
                name,
                client,
                resource,
                onlyReads,
                error,
                Optional.of(request),
                details);
    }

    public AuditEvent with(String key, String value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(key, value);
        return new AuditEvent(
                id, account, at, user, name, client, resource, readOnly, error, call, more);
    }

    /** The CloudTrail record (event version 1.08), on one line. */
    public String json() {
        StringWriter text = new StringWriter(1_024);
        try (JsonGenerator record = JSON.createGenerator(text)) {
            write(record);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    private void write(JsonGenerator record) throws IOException {
        record.writeStartObject();
        record.writeStringField("eventVersion", "1.08");
        record.writeFieldName("userIdentity");
        record.writeTree(user.identity());
        record.writeStringField("eventTime", at.truncatedTo(ChronoUnit.SECONDS).toString());
        record.writeStringField("eventSource", eventSource());
        record.writeStringField("eventName", name);
        if (call.isPresent()) record.writeStringField("awsRegion", call.get().region());
        record.writeStringField("sourceIPAddress", client.address());
        record.writeStringField("userAgent", client.userAgent());
        if (error.isPresent()) write(record, error.get());
        if (call.isPresent()) {
            record.writeFieldName("requestParameters");
            record.writeTree(call.get().parameters());
        } else {
            record.writeObjectFieldStart("responseElements");
            record.writeStringField(name, error.isPresent() ? "Failure" : "Success");
            record.writeEndObject();
        }
        record.writeObjectFieldStart("additionalEventData");
        for (var detail : new TreeMap<>(details).entrySet()) {
            record.writeStringField(detail.getKey(), detail.getValue());
        }
        record.writeEndObject();
        if (call.isPresent()) record.writeStringField("requestID", call.get().requestId());
        if (resource.isPresent()) {
            record.writeArrayFieldStart("resources");
            record.writeStartObject();
            record.writeStringField("ARN", resource.get());
            record.writeEndObject();
            record.writeEndArray();
        }
        record.writeBooleanField("readOnly", readOnly);
        record.writeStringField("eventID", id);
        record.writeStringField("eventType", eventType());
        record.writeStringField("recipientAccountId", account.digits());
        record.writeEndObject();
    }

    private static void write(JsonGenerator record, Failure why) throws IOException {
        if (why.code().isPresent()) record.writeStringField("errorCode", why.code().get());
        record.writeStringField("errorMessage", why.message());
    }

    private String eventSource() {
        if (call.isPresent()) return call.get().service() + ".amazonaws.com";
        return isSignIn() ? "signin.amazonaws.com" : "iam.amazonaws.com";
    }

    private String eventType() {
        return isSignIn() ? "AwsConsoleSignIn" : "AwsApiCall";
    }

    private boolean isSignIn() {
        return switch (name) {
            case "ConsoleLogin",
                    "CheckMfa",
                    "PasswordRecoveryRequested",
                    "PasswordRecoveryCompleted" ->
                    true;
            default -> false;
        };
    }
}
