package countersign.iam.mail;

import countersign.iam.Client;
import countersign.iam.Ids;
import countersign.iam.Tables;
import countersign.iam.Token;
import countersign.iam.account.Account;
import countersign.iam.account.EmailAddress;
import countersign.iam.principal.Principal;
import countersign.iam.principal.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes the mail that goes with a change, in plain text. Notices go to all of a principal's
 * addresses and say what to do if it was not they (NIST SP 800-63B-4 section 4.6).
 */
public final class Notices {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final Ids ids;
    private final Supplier<String> publicUrl;

    /**
     * Notices of one installation.
     *
     * @param publicUrl where the console is reached, without a slash at the end
     */
    public Notices(Ids ids, Supplier<String> publicUrl) {
        this.ids = ids;
        this.publicUrl = publicUrl;
    }

    public void factorAdded(Tables tables, Event event, String serial) {
        notice(
                tables,
                event,
                "An MFA device was added",
                "The MFA device\n\n    "
                        + serial
                        + "\n\n"
                        + "was assigned to "
                        + event.principal().title()
                        + ". From now on a sign-in asks for a code of it.");
    }

    public void factorRemoved(Tables tables, Event event, String serial, int left) {
        String rest =
                left == 0
                        ? "It was the last one: "
                                + (event.principal().isRoot() ? "the account" : "the user")
                                + " is now protected by its password alone."
                        : "Devices left: " + left + ".";
        notice(
                tables,
                event,
                "An MFA device was removed",
                "The MFA device\n\n    "
                        + serial
                        + "\n\nwas removed from "
                        + event.principal().title()
                        + ". "
                        + rest
                        + " All other sessions were ended.");
    }

    /**
     * Several wrong codes in a row.
     *
     * @param byKey whether they came with an access key, and not after the password
     */
    public void wrongCodes(Tables tables, Event event, String serial, int inARow, boolean byKey) {
        String how = byKey ? "with an access key" : "after the right password";
        notice(
                tables,
                event,
                "Several wrong MFA codes " + how,
                inARow
                        + " wrong codes in a row were "
                        + (byKey ? "sent" : "typed")
                        + " for the MFA device\n\n    "
                        + serial
                        + "\n\n"
                        + how
                        + ". If it was you, the device may be out of sync:"
                        + (byKey
                                ? " resynchronise it. If not, an access key has leaked: delete it."
                                : " use Re-sync on the sign-in page. If not, somebody knows your"
                                        + " password: change it."));
    }

    public void resynchronised(Tables tables, Event event, String serial) {
        notice(
                tables,
                event,
                "An MFA device was resynchronised",
                "The clock of the MFA device\n\n    "
                        + serial
                        + "\n\n"
                        + "was found to differ from ours, and its codes are now taken as it shows"
                        + " them.");
    }

    public void laneClosed(Tables tables, Event event, String serial) {
        notice(
                tables,
                event,
                "An MFA device was closed after too many wrong codes",
                "Too many wrong codes in a row were typed for the MFA device\n\n    "
                        + serial
                        + "\n\n"
                        + "after the right password. It can no longer be used to sign in. Sign in"
                        + " with another device, remove this one and add it anew.\n\n"
                        + "If you did not type them, somebody knows your password: change it.");
    }

    public void keySuspended(Tables tables, Event event, String accessKeyId) {
        notice(
                tables,
                event,
                "An access key was suspended after too many wrong MFA codes",
                "Too many wrong codes in a row were sent with the access key "
                        + accessKeyId
                        + " of "
                        + event.principal().title()
                        + ". The key is suspended; signing in to the console still works.\n\n"
                        + "If it was not you, the key has leaked: delete it and create another.");
    }

    public void passwordClosed(Tables tables, Event event) {
        notice(
                tables,
                event,
                "Too many wrong passwords",
                "Too many wrong passwords in a row were typed for "
                        + event.principal().title()
                        + ". Browsers that have signed in before can go on; from anywhere else the"
                        + " password is refused until you set a new one with 'Forgot password?' on"
                        + " the sign-in page.");
    }

    public void passwordChanged(Tables tables, Event event) {
        notice(
                tables,
                event,
                "The password was changed",
                "The password of "
                        + event.principal().title()
                        + " was changed. All other sessions were ended. MFA devices are as they"
                        + " were.");
    }

    public void signInFromNewAddress(Tables tables, Event event) {
        notice(
                tables,
                event,
                event.principal().isRoot()
                        ? "Root sign-in from a new address"
                        : "Sign-in from a new address",
                capitalised(event.principal().title())
                        + " signed in from an address that was not seen before.");
    }

    public void lostDevice(Tables tables, Event event) {
        notice(
                tables,
                event,
                "Somebody asked for help with a lost MFA device",
                "After the right password, somebody said on the sign-in page that the MFA device is"
                        + " lost. The request was recorded and sent to the support contact. Nothing"
                        + " was changed.");
    }

    public void addressRemoved(Tables tables, Event event, EmailAddress removed) {
        String body = "The address " + removed + " gets no more notices about this account.";
        for (EmailAddress to : with(addresses(tables, event.principal()), removed)) {
            send(tables, event, to, "An address for notices was removed", body);
        }
    }

    public void addressAdded(Tables tables, Event event, EmailAddress added) {
        notice(
                tables,
                event,
                "An address for notices was added",
                "The address "
                        + added
                        + " was confirmed. It now gets notices about this account too.");
    }

    /** The link that sets a password. Goes to the sign-in address only. */
    public void passwordLink(Tables tables, Event event, Token link, Duration lifetime) {
        String text =
                """
                Somebody, probably you, asked to set a new password for the root user of the account
                "%s".

                Open this link within %d minutes. It works once:

                    %s/signin/reset/%s

                MFA devices stay as they are: after the new password a sign-in still asks for a code.

                If it was not you, do nothing. Nobody can set a password without this message.
                """
                        .formatted(
                                event.account().name(),
                                lifetime.toMinutes(),
                                publicUrl.get(),
                                link.reveal());
        EmailAddress to = event.principal().email().orElseThrow();
        insert(tables, event, to, "Set a new password", text);
    }

    /** The link that confirms a second address. */
    public void addressLink(Tables tables, Event event, EmailAddress to, Token link) {
        String text =
                """
                %s of the account "%s" wants notices to be sent to this address too.

                If that is right, open this link and choose Confirm:

                    %s/signin/address/%s

                If you know nothing of it, do nothing.
                """
                        .formatted(
                                capitalised(event.principal().title()),
                                event.account().name(),
                                publicUrl.get(),
                                link.reveal());
        insert(tables, event, to, "Confirm this address", text);
    }

    /** What the support contact gets when somebody lost a device. */
    public void lostDeviceForSupport(
            Tables tables, Event event, EmailAddress support, String requestId, String message) {
        String text =
                """
                Somebody has lost an MFA device.

                Request:  %s
                Account:  %s (%s)
                Sign-in:  %s
                When:     %s
                From:     %s

                What the person wrote:

                %s

                The person knew the password. That alone proves nothing: prove who it is before you
                do anything.
                """
                        .formatted(
                                requestId,
                                event.account().id(),
                                event.account().name(),
                                signInName(event.principal()),
                                MINUTE.format(event.at()),
                                event.client().address(),
                                message.indent(4));
        insert(tables, event, support, "Lost MFA device: account " + event.account().id(), text);
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** Whom it concerns, and when and from where it was done. */
    public record Event(Account account, Principal principal, Instant at, Client client) {}

    private void notice(Tables tables, Event event, String subject, String body) {
        for (EmailAddress to : addresses(tables, event.principal())) {
            send(tables, event, to, subject, body);
        }
    }

    private void send(Tables tables, Event event, EmailAddress to, String subject, String body) {
        String text =
                """
                Account "%s" (%s)

                %s

                When:  %s
                From:  %s, %s

                If it was not you: sign in at %s/signin, open My Security Credentials, change the
                password, end the sessions that you do not know and look at the MFA devices. If you
                cannot sign in, use "Forgot password?" or "Lost your device?" on the sign-in page.
                """
                        .formatted(
                                event.account().name(),
                                event.account().id(),
                                body,
                                MINUTE.format(event.at()),
                                event.client().address(),
                                event.client().userAgent(),
                                publicUrl.get());
        insert(tables, event, to, subject, text);
    }

    private void insert(Tables tables, Event event, EmailAddress to, String subject, String text) {
        tables.mail()
                .insert(new Mail(ids.uuid(), event.account().id(), to, subject, text, event.at()));
    }

    private static String signInName(Principal principal) {
        return principal.email().map(EmailAddress::text).or(principal::userName).orElse("");
    }

    private static List<EmailAddress> addresses(Tables tables, Principal principal) {
        List<EmailAddress> all = new ArrayList<>();
        principal.email().ifPresent(all::add);
        for (var address : tables.addresses().of(principal.account(), principal.id())) {
            if (address.confirmedAt().isPresent()) all.add(address.email());
        }
        if (all.isEmpty()) rootAddress(tables, principal).ifPresent(all::add);
        return all;
    }

    /** An IAM user who registered no address: the account's owner is told. */
    private static Optional<EmailAddress> rootAddress(Tables tables, Principal user) {
        return tables.principals()
                .find(user.account(), PrincipalId.root(user.account()))
                .flatMap(Principal::email);
    }

    private static List<EmailAddress> with(List<EmailAddress> some, EmailAddress one) {
        List<EmailAddress> all = new ArrayList<>(some);
        if (!all.contains(one)) all.add(one);
        return all;
    }
}
