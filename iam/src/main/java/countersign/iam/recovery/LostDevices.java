package countersign.iam.recovery;

import countersign.iam.Client;
import countersign.iam.Ids;
import countersign.iam.Store;
import countersign.iam.account.EmailAddress;
import countersign.iam.audit.AuditEvent;
import countersign.iam.mail.Notices;
import countersign.iam.mfa.Window;
import countersign.iam.signin.Waiting;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes the form of somebody who knows the password and has lost the device: keeps it as a record,
 * mails it to the support contact and tells every address of the account. Changes nothing else.
 */
public final class LostDevices {
    public static final int LONGEST_MESSAGE = 2_000;

    private static final int REQUESTS = 3;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Store store;
    private final Ids ids;
    private final Notices notices;
    private final Optional<EmailAddress> support;

    public LostDevices(Store store, Ids ids, Notices notices, Optional<EmailAddress> support) {
        this.store = store;
        this.ids = ids;
        this.notices = notices;
        this.support = support;
    }

    /** Whom to turn to, as configured by the operator. */
    public Optional<EmailAddress> support() {
        return support;
    }

    /**
     * Records a request; its number, or empty when this account has asked three times this hour.
     *
     * @param message what the person wrote; cut at {@link #LONGEST_MESSAGE} characters
     */
    public Optional<String> request(Waiting waiting, String message, Client client) {
        String id = ids.unique("LD-", 11);
        String event = ids.uuid();
        String kept = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
        var account = waiting.account();
        var request =
                new LostDeviceTable.Request(
                        id,
                        account.id(),
                        waiting.principal().id(),
                        waiting.now(),
                        client.address(),
                        kept);
        var notice = new Notices.Event(account, waiting.principal(), waiting.now(), client);
        return store.write(tables -> {
            Window window = Window.at(waiting.now(), WINDOW);
            if (!tables.passwordAttempts()
                    .count(
                            account.id() + "/" + waiting.principal().id(),
                            "lost device",
                            window,
                            REQUESTS)) {
                return Optional.empty();
            }
            tables.lostDevices().insert(request);
            support.ifPresent(to -> notices.lostDeviceForSupport(tables, notice, to, id, kept));
            notices.lostDevice(tables, notice);
            tables.audit()
                    .append(
                            AuditEvent.of(
                                            event,
                                            account.id(),
                                            waiting.now(),
                                            AuditEvent.User.of(waiting.principal()),
                                            "RequestMFARecovery",
                                            client)
                                    .with("Request", id));
            return Optional.of(id);
        });
    }
}
