package countersign.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.StoreFailure;
import countersign.iam.account.Account;
import countersign.iam.account.AccountId;
import countersign.iam.account.Accounts;
import countersign.iam.account.EmailAddress;
import countersign.iam.mail.Mail;
import countersign.iam.password.Password;
import countersign.iam.sandbox.Sandbox;
import countersign.iam.session.Caller;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What tests do to a sandbox: make and remove accounts, move the clock, read the mail. JSON in,
 * JSON out; a web page of another origin can call none of it.
 */
final class SandboxApi implements HttpService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST_BODY = 64 * 1024;

    private final Iam iam;
    private final Sandbox sandbox;
    private final Front front;
    private final InstantSource clock;
    private final RandomGenerator random;

    SandboxApi(Iam iam, Sandbox sandbox, Front front, InstantSource clock, RandomGenerator random) {
        this.iam = iam;
        this.sandbox = sandbox;
        this.front = front;
        this.clock = clock;
        this.random = random;
    }

    /** An answer that is not what was asked for. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    @FunctionalInterface
    private interface Call {
        Optional<JsonNode> answer(ServerRequest request);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/accounts", (request, response) -> answer(request, response, 201, this::create))
                .delete(
                        "/accounts/{id}",
                        (request, response) -> answer(request, response, 204, this::delete))
                .get("/clock", (request, response) -> answer(request, response, 200, this::clock))
                .post("/clock", (request, response) -> answer(request, response, 200, this::move))
                .get(
                        "/accounts/{id}/clock",
                        (request, response) -> answer(request, response, 200, this::accountClock))
                .post(
                        "/accounts/{id}/clock",
                        (request, response) -> answer(request, response, 200, this::moveAccount))
                .post("/reset", (request, response) -> answer(request, response, 204, this::reset))
                .get("/mail", (request, response) -> answer(request, response, 200, this::mail));
    }

    private void answer(ServerRequest request, ServerResponse response, int status, Call call) {
        try {
            refuseForeign(request);
            Optional<JsonNode> body = call.answer(request);
            response.status(Status.create(status));
            if (body.isPresent()) {
                response.header(HeaderNames.CONTENT_TYPE, "application/json");
                response.send(body.get().toString());
            } else {
                response.send();
            }
        } catch (Refused e) {
            sendError(response, e.status, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            sendError(response, 400, String.valueOf(e.getMessage()));
        } catch (StoreFailure e) {
            sendError(response, 503, "the database cannot be used now");
        }
    }

    private static void sendError(ServerResponse response, int status, String message) {
        ObjectNode error = JSON.createObjectNode().put("error", message);
        response.status(Status.create(status))
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(error.toString());
    }

    private void refuseForeign(ServerRequest request) {
        boolean foreign =
                request.headers()
                        .first(HeaderNames.ORIGIN)
                        .filter(origin -> !origin.equals(front.origin(request)))
                        .isPresent();
        if (foreign) throw new Refused(403, "not for web pages of another origin");
    }

    private JsonNode body(ServerRequest request) {
        String type = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("").split(";", 2)[0];
        if (!type.strip().equalsIgnoreCase("application/json")) {
            throw new Refused(415, "send Content-Type: application/json");
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) throw new Refused(413, "at most 64 KiB");
            JsonNode node = JSON.readTree(bytes);
            if (node == null || !node.isObject()) throw new Refused(400, "send a JSON object");
            return node;
        } catch (JsonProcessingException e) {
            throw new Refused(400, "not JSON");
        } catch (IOException e) {
            throw new Refused(400, "the request broke off");
        }
    }

    private Optional<JsonNode> create(ServerRequest request) {
        JsonNode body = body(request);
        EmailAddress email =
                text(body, "Email")
                        .flatMap(EmailAddress::parse)
                        .orElseThrow(() -> new Refused(400, "Email must be an e-mail address"));
        String name = text(body, "Name").orElseThrow(() -> new Refused(400, "Name is missing"));
        Optional<AccountId> id =
                text(body, "AccountId")
                        .map(typed ->
                                AccountId.parse(typed)
                                        .orElseThrow(() ->
                                                new Refused(400, "AccountId must be 12 digits")));
        String password = text(body, "Password").orElseGet(() -> GeneratedPassword.draw(random));
        var operator = new Caller.Operator(clock.instant(), Client.operator());
        var creation =
                iam.accounts()
                        .create(
                                new Accounts.Wanted(
                                        email, name, id, Optional.of(Password.of(password))),
                                operator);
        Account account =
                switch (creation) {
                    case Accounts.Creation.Created created -> created.account();
                    case Accounts.Creation.EmailOrIdTaken _ ->
                            throw new Refused(409, "this Email or AccountId is taken");
                    case Accounts.Creation.Weak weak ->
                            throw new Refused(400, weak.weakness().advice());
                    case Accounts.Creation.BadName _ ->
                            throw new Refused(400, "Name must be 1 to 100 characters");
                };
        ObjectNode answer =
                JSON.createObjectNode()
                        .put("AccountId", account.id().digits())
                        .put("Arn", account.id().rootArn())
                        .put("Email", email.text())
                        .put("Password", password);
        iam.accessKeys()
                .createForRoot(account, operator)
                .ifPresent(key ->
                        answer.put("AccessKeyId", key.id())
                                .put("SecretAccessKey", key.secret().reveal()));
        return Optional.of(answer);
    }

    private Optional<JsonNode> delete(ServerRequest request) {
        if (!sandbox.delete(accountId(request))) throw noSuchAccount();
        return Optional.empty();
    }

    private Optional<JsonNode> clock(ServerRequest request) {
        return Optional.of(now(sandbox.now(clock.instant())));
    }

    private Optional<JsonNode> move(ServerRequest request) {
        return Optional.of(now(sandbox.move(wanted(body(request)), clock.instant())));
    }

    private Optional<JsonNode> accountClock(ServerRequest request) {
        return Optional.of(
                now(
                        sandbox.now(accountId(request), clock.instant())
                                .orElseThrow(SandboxApi::noSuchAccount)));
    }

    private Optional<JsonNode> moveAccount(ServerRequest request) {
        AccountId id = accountId(request);
        Sandbox.Move move = wanted(body(request));
        return Optional.of(
                now(
                        sandbox.move(id, move, clock.instant())
                                .orElseThrow(SandboxApi::noSuchAccount)));
    }

    private static Sandbox.Move wanted(JsonNode body) {
        if (body.size() != 1) throw badMove();
        try {
            if (body.has("advance")) {
                return new Sandbox.Move.Advance(
                        bounded(Duration.parse(body.get("advance").asText())));
            }
            if (body.has("now")) {
                Instant now = Instant.parse(body.get("now").asText());
                if (now.isBefore(Instant.EPOCH) || now.isAfter(LATEST)) throw badMove();
                return new Sandbox.Move.To(now);
            }
            if (body.path("follow").asText().equals("system")) {
                return new Sandbox.Move.FollowSystem();
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw badMove();
        }
        throw badMove();
    }

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Duration FARTHEST = Duration.ofDays(50 * 365L);

    private static Duration bounded(Duration by) {
        if (by.abs().compareTo(FARTHEST) > 0) throw badMove();
        return by;
    }

    private static Refused badMove() {
        return new Refused(
                400,
                "send one of {\"advance\":\"PT30S\"}, {\"now\":\"2026-01-01T00:00:00Z\"},"
                        + " {\"follow\":\"system\"}");
    }

    private Optional<JsonNode> reset(ServerRequest request) {
        body(request);
        sandbox.reset();
        return Optional.empty();
    }

    private Optional<JsonNode> mail(ServerRequest request) {
        ArrayNode all = JSON.createArrayNode();
        for (Mail mail : sandbox.mail()) {
            all.addObject()
                    .put("To", mail.to().text())
                    .put("Subject", mail.subject())
                    .put("Text", mail.text())
                    .put("Date", mail.at().toString());
        }
        return Optional.of(all);
    }

    private static JsonNode now(Instant instant) {
        return JSON.createObjectNode().put("now", instant.toString());
    }

    private static AccountId accountId(ServerRequest request) {
        return AccountId.parse(request.path().pathParameters().get("id"))
                .orElseThrow(SandboxApi::noSuchAccount);
    }

    private static Refused noSuchAccount() {
        return new Refused(404, "there is no such account");
    }

    private static Optional<String> text(JsonNode body, String name) {
        return Optional.ofNullable(body.get(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }
}
