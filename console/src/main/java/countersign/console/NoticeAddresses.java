package countersign.console;

import countersign.console.view.ConsolePages.Account;
import countersign.console.view.ConsolePages.AddressView;
import countersign.console.view.ConsolePages.Message;
import countersign.console.view.Field;
import countersign.console.view.SignInPages.ConfirmAddress;
import countersign.iam.Iam;
import countersign.iam.Token;
import countersign.iam.account.EmailAddress;
import countersign.iam.mail.Addresses;
import countersign.iam.mfa.Guard;
import countersign.iam.session.Caller;
import java.util.List;
import java.util.Optional;

/** The account, and the second address that notices about it go to. */
final class NoticeAddresses {
    private static final String ACCOUNT = "/console/account";

    private final Iam iam;
    private final ConfirmPages confirm;

    NoticeAddresses(Iam iam, ConfirmPages confirm) {
        this.iam = iam;
        this.confirm = confirm;
    }

    List<Route> routes() {
        return List.of(
                Route.getSignedIn(ACCOUNT, this::account),
                Route.postSignedIn(ACCOUNT + "/addresses/add", this::add),
                Route.postSignedIn(ACCOUNT + "/addresses/remove", this::remove),
                Route.get("/signin/address/{link}", this::askLink),
                Route.post("/signin/address", this::takeLink));
    }

    private Answer account(Visit visit, Caller.SignedIn caller) {
        return Answer.page("console-account", page(visit, caller, Field.empty()));
    }

    private Account page(Visit visit, Caller.SignedIn caller, Field email) {
        var addresses =
                iam.addresses().of(caller).stream()
                        .map(address ->
                                new AddressView(
                                        address.email().text(), address.confirmedAt().isPresent()))
                        .toList();
        return new Account(
                visit.frame(),
                Views.account(caller),
                addresses,
                addresses.size() < Addresses.MOST,
                email);
    }

    private Answer add(Visit visit, Caller.SignedIn caller) {
        var typed = visit.field("email");
        var email = EmailAddress.parse(typed);
        if (email.isEmpty()) {
            return again(visit, caller, typed, "Type an e-mail address, such as me@example.com.");
        }
        return answer(visit, caller, typed, iam.addresses().add(caller, email.get()));
    }

    private Answer remove(Visit visit, Caller.SignedIn caller) {
        return EmailAddress.parse(visit.field("email"))
                .map(email -> answer(visit, caller, "", iam.addresses().remove(caller, email)))
                .orElseGet(() -> Answer.redirect(ACCOUNT));
    }

    private Answer answer(
            Visit visit, Caller.SignedIn caller, String typed, Addresses.Change change) {
        return switch (change) {
            case Addresses.Change.Done _ -> Answer.redirect(ACCOUNT);
            case Addresses.Change.Needs(Guard.Need need) ->
                    confirm.instead(need, visit, ACCOUNT).orElseGet(() -> Answer.redirect(ACCOUNT));
            case Addresses.Change.NotPossible _ ->
                    again(visit, caller, typed, "That address cannot be changed in this way.");
        };
    }

    private Answer again(Visit visit, Caller.SignedIn caller, String typed, String problem) {
        return Answer.again("console-account", page(visit, caller, new Field(typed, problem)));
    }

    private Answer askLink(Visit visit) {
        Optional<Token> link = Token.parse(visit.variable("link"));
        return link.flatMap(token -> iam.addresses().waiting(token, visit.now()))
                .map(email ->
                        Answer.page(
                                "signin-address",
                                new ConfirmAddress(
                                        visit.frame(), link.orElseThrow().reveal(), email.text())))
                .orElseGet(() -> ended(visit));
    }

    private Answer takeLink(Visit visit) {
        boolean confirmed =
                Token.parse(visit.field("link"))
                        .filter(link -> iam.addresses().confirm(link, visit.client(), visit.now()))
                        .isPresent();
        if (!confirmed) return ended(visit);
        return Answer.page(
                "message",
                new Message(
                        visit.frame(),
                        "The address is confirmed",
                        List.of("From now on notices about the account go there, too."),
                        "To the console",
                        SafeReturn.HOME));
    }

    private static Answer ended(Visit visit) {
        return Answer.page(
                404,
                "message",
                new Message(
                        visit.frame(),
                        "This link has ended",
                        List.of("It works once, for a day. Add the address again for a new one."),
                        "To the console",
                        SafeReturn.HOME));
    }
}
