package countersign.iam.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import countersign.iam.Client;
import countersign.iam.account.AccountId;
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
        Optional<String> error,
        Map<String, String> details) {
    public AuditEvent {
        details = Map.copyOf(details);
    }

    /** Who did it: {@code Root} or {@code Operator}, with the ARN or name. */
    public record User(String type, String arn) {
        public static User root(AccountId account) {
            return new User("Root", account.rootArn());
        }

        public static User operator() {
            return new User("Operator", "countersign");
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
                details);
    }

    public AuditEvent refused(String why) {
        return new AuditEvent(
                id, account, at, user, name, client, resource, readOnly, Optional.of(why), details);
    }

    public AuditEvent with(String key, String value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(key, value);
        return new AuditEvent(id, account, at, user, name, client, resource, readOnly, error, more);
    }

    /** The CloudTrail record (event version 1.08), on one line. */
    public String json() {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("eventVersion", "1.08");
        ObjectNode identity = record.putObject("userIdentity");
        identity.put("type", user.type());
        identity.put("principalId", account.digits());
        identity.put("arn", user.arn());
        identity.put("accountId", account.digits());
        record.put("eventTime", at.truncatedTo(ChronoUnit.SECONDS).toString());
        record.put("eventSource", eventSource());
        record.put("eventName", name);
        record.put("sourceIPAddress", client.address());
        record.put("userAgent", client.userAgent());
        error.ifPresent(why -> record.put("errorMessage", why));
        ObjectNode response = record.putObject("responseElements");
        response.put(name, error.isPresent() ? "Failure" : "Success");
        ObjectNode additional = record.putObject("additionalEventData");
        new TreeMap<>(details).forEach(additional::put);
        resource.ifPresent(arn -> record.putArray("resources").addObject().put("ARN", arn));
        record.put("readOnly", readOnly);
        record.put("eventID", id);
        record.put("eventType", eventType());
        record.put("recipientAccountId", account.digits());
        return record.toString();
    }

    private String eventSource() {
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
