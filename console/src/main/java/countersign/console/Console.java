package countersign.console;

import countersign.console.view.Assets;
import countersign.console.view.Frame;
import countersign.console.view.Frame.Warning;
import countersign.iam.Client;
import countersign.iam.Iam;
import countersign.iam.Refused;
import countersign.iam.StoreFailure;
import countersign.iam.Token;
import countersign.iam.password.HashingBusy;
import countersign.iam.session.Caller;
import gg.jte.TemplateException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The web console: every page under {@code /signin}, {@code /console} and {@code /assets}. To be
 * registered last, since it answers whatever comes to it, if only with a page that says there is no
 * such page.
 *
 * <p>A request passes, in this order: the route; who is signed in; for a POST, where it comes from,
 * its length, its form and the form's token; the handler.
 */
public final class Console implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final FormBody NO_FORM = FormBody.parse(new byte[0]);

    private final Iam iam;
    private final ConsoleSettings settings;
    private final Edge edge;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final StaticFiles files = new StaticFiles();
    private final Assets assets = files.assets();
    private final Templates templates = new Templates();
    private final List<Route> routes;

    /**
     * Wires the console.
     *
     * @param clock the system's; each account's own time is made from it by the services
     */
    public Console(
            Iam iam,
            ConsoleSettings settings,
            Edge edge,
            InstantSource clock,
            RandomGenerator random) {
        this.iam = iam;
        this.settings = settings;
        this.edge = edge;
        this.clock = clock;
        this.random = random;
        var confirm = new ConfirmPages(iam);
        var users = new UserPage(iam);
        this.routes =
                Stream.of(
                                new SignInFlow(iam).routes(),
                                new MfaSignInFlow(iam).routes(),
                                new PasswordResetFlow(iam).routes(),
                                confirm.routes(),
                                new HomePages(iam).routes(),
                                new NoticeAddresses(iam, confirm).routes(),
                                new CredentialsPages(iam, confirm).routes(),
                                new EnrolmentWizard(iam, settings.issuer(), confirm).routes(),
                                new DeviceManagement(iam, confirm).routes(),
                                new OwnKeys(iam).routes(),
                                new UsersPages(iam).routes(),
                                users.routes(),
                                new UserDevices(iam, users).routes(),
                                new PolicyEditor(iam, users).routes(),
                                new AccountSettings(iam).routes())
                        .flatMap(List::stream)
                        .toList();
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any(this::handle);
    }

    List<Route> routes() {
        return routes;
    }

    /**
     * Answers with the page for {@code status}: for what the server refuses before it gets here.
     */
    public void sendError(ServerRequest request, ServerResponse response, int status) {
        send(request, response, Errors.page(status, outside("")), List.of());
    }

    private void handle(ServerRequest request, ServerResponse response) {
        var path = request.prologue().uriPath().path();
        if (path.startsWith(StaticFiles.FOLDER)) {
            sendFile(request, response, path.substring(StaticFiles.FOLDER.length()));
            return;
        }
        var browser = new Browser(request, edge.origin(request));
        String formCookie = browser.formCookie().orElseGet(() -> Token.random(random).reveal());
        var newCookies = new ArrayList<String>();
        if (browser.formCookie().isEmpty()) {
            newCookies.add(Cookie.FORM.set(formCookie, browser.secure()));
        }
        send(request, response, answer(request, path, browser, formCookie), newCookies);
    }

    private Answer answer(ServerRequest request, String path, Browser browser, String formCookie) {
        var found = new Matching(routes).find(request.prologue().method(), path);
        try {
            return switch (found) {
                case Matching.Found(Route route, Map<String, String> variables) ->
                        visit(request, route, variables, browser, formCookie);
                case Matching.Elsewhere(String better) -> Answer.redirect(better);
                case Matching.Wrong(int status) -> Errors.page(status, outside(""));
            };
        } catch (Visit.NotSignedIn _) {
            return toSignIn(path);
        } catch (Visit.SignInEnded _) {
            return Answer.redirect("/signin").without(Cookie.SIGN_IN);
        } catch (Visit.NoSuchPage _) {
            return Errors.page(404, outside(""));
        } catch (Refusal e) {
            return Errors.page(e.status(), outside(""));
        } catch (Refused e) {
            return Errors.refused(e, refusedFrame(request, browser, formCookie));
        } catch (FormBody.MalformedForm e) {
            return Errors.page(400, outside(""));
        } catch (HashingBusy e) {
            return Errors.page(503, outside(""));
        } catch (StoreFailure e) {
            LOG.error("storage failed for {}", name(found), e);
            return Errors.page(503, outside(""));
        } catch (RuntimeException e) {
            LOG.error("{} failed", name(found), e);
            return Errors.page(500, outside(""));
        }
    }

    /** The route as it is declared: the address itself may hold the secret of a mailed link. */
    private static String name(Matching.Match found) {
        return found instanceof Matching.Found(Route route, Map<String, String> _)
                ? route.path()
                : "a page";
    }

    private static Answer toSignIn(String path) {
        var next = SafeReturn.of(path);
        return Answer.redirect(next.equals(SafeReturn.HOME) ? "/signin" : "/signin?next=" + next)
                .without(Cookie.SESSION);
    }

    private Answer visit(
            ServerRequest request,
            Route route,
            Map<String, String> variables,
            Browser browser,
            String formCookie) {
        Instant now = clock.instant();
        Client client = browser.client(edge.clientAddress(request));
        Optional<Caller.SignedIn> caller =
                browser.token(Cookie.SESSION).flatMap(it -> iam.sessions().find(it, client, now));
        if (route.signedIn() && caller.isEmpty()) throw new Visit.NotSignedIn();
        if (route.signedIn() && caller.get().mustChangePassword() && !isWayOut(route)) {
            return Answer.redirect(SafeReturn.PASSWORD);
        }
        // The series outlives a new proof, so a form in another tab does too.
        String bound = caller.map(it -> it.session().series()).orElse(formCookie);
        FormBody form = NO_FORM;
        if (route.changes()) {
            form = readForm(request, browser);
            if (!settings.formKey().isTokenFor(bound, form.value("csrf"))) throw new Refusal(403);
        }
        var visit =
                new Visit(
                        now,
                        client,
                        variables,
                        query(request),
                        form,
                        browser.token(Cookie.SIGN_IN),
                        caller,
                        browser.value(Cookie.NOTICE).isPresent(),
                        frame(settings.formKey().tokenFor(bound), caller));
        return route.handler().apply(visit);
    }

    /** Whoever must set a new password can do that, or sign out. */
    private static boolean isWayOut(Route route) {
        return route.path().equals(SafeReturn.PASSWORD)
                || route.path().equals(ConfirmPages.ADDRESS);
    }

    private static FormBody query(ServerRequest request) {
        return FormBody.parse(
                request.prologue().query().rawValue().getBytes(StandardCharsets.UTF_8));
    }

    private static FormBody readForm(ServerRequest request, Browser browser) {
        if (!browser.isSameSite()) throw new Refusal(403);
        var type = request.headers().contentType().map(it -> it.mediaType().text()).orElse("");
        if (!type.equals(FORM_TYPE)) throw new Refusal(400);
        try (var in = request.content().inputStream()) {
            byte[] body = in.readNBytes(FormBody.LONGEST_BYTES + 1);
            if (body.length > FormBody.LONGEST_BYTES) throw new Refusal(413);
            return FormBody.parse(body);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            // Broken off, or chunks that are none: what was sent may be a password and goes
            // nowhere.
            throw new Refusal(400);
        }
    }

    /** Around a refusal: the same bar as on the page where it was asked. */
    private Frame refusedFrame(ServerRequest request, Browser browser, String formCookie) {
        Client client = browser.client(edge.clientAddress(request));
        Optional<Caller.SignedIn> caller =
                browser.token(Cookie.SESSION)
                        .flatMap(it -> iam.sessions().find(it, client, clock.instant()));
        String bound = caller.map(it -> it.session().series()).orElse(formCookie);
        return frame(settings.formKey().tokenFor(bound), caller);
    }

    private Frame outside(String csrf) {
        return new Frame(
                assets, settings.sandbox(), csrf, Optional.empty(), Warning.NONE, Optional.empty());
    }

    private Frame frame(String csrf, Optional<Caller.SignedIn> caller) {
        if (caller.isEmpty()) return outside(csrf);
        var account = caller.get().account();
        var who = new Frame.Who(account.name(), account.id().digits(), title(caller.get()));
        return new Frame(
                assets,
                settings.sandbox(),
                csrf,
                Optional.of(who),
                warning(caller.get()),
                Optional.empty());
    }

    private static String title(Caller.SignedIn caller) {
        return caller.principal().userName().map(name -> "IAM user " + name).orElse("Root user");
    }

    private Warning warning(Caller.SignedIn caller) {
        if (!iam.devices().of(caller.account(), caller.principal()).isEmpty()) return Warning.NONE;
        return caller.proofs().hasMfa() ? Warning.LAST_MFA_REMOVED : Warning.NO_MFA;
    }

    private void send(
            ServerRequest request,
            ServerResponse response,
            Answer answer,
            List<String> newCookies) {
        boolean secure = Browser.isSecure(edge.origin(request));
        SecurityHeaders.always().forEach(response::header);
        response.header("Cache-Control", "no-store");
        var cookies = new ArrayList<>(newCookies);
        answer.cookies()
                .forEach((cookie, value) ->
                        cookies.add(
                                value.isEmpty()
                                        ? cookie.clear(secure)
                                        : cookie.set(value, secure)));
        if (!cookies.isEmpty()) {
            response.header(HeaderNames.SET_COOKIE, cookies.toArray(String[]::new));
        }
        if (answer.location().isPresent()) {
            response.status(answer.status());
            response.header("Location", answer.location().get());
            response.send();
            return;
        }
        response.header("Content-Type", "text/html; charset=utf-8");
        try {
            byte[] html = render(answer);
            sendBody(request, response.status(answer.status()), html);
        } catch (TemplateException e) {
            LOG.error("page {} cannot be drawn", answer.template(), e);
            sendBody(request, response.status(500), render(Errors.page(500, outside(""))));
        }
    }

    private byte[] render(Answer answer) {
        return templates.render(answer.template(), answer.view()).getBytes(StandardCharsets.UTF_8);
    }

    private void sendFile(ServerRequest request, ServerResponse response, String name) {
        var file = files.find(name);
        if (file.isEmpty() || !isRead(request.prologue().method())) {
            sendError(request, response, file.isEmpty() ? 404 : 405);
            return;
        }
        SecurityHeaders.always().forEach(response::header);
        response.header("Cache-Control", "public, max-age=31536000, immutable");
        response.header("ETag", file.get().tag);
        response.header("Vary", "Accept-Encoding");
        if (header(request, "If-None-Match").contains(file.get().tag)) {
            response.status(304).send();
            return;
        }
        response.header("Content-Type", file.get().type);
        boolean gzip = header(request, "Accept-Encoding").contains("gzip");
        if (gzip) response.header("Content-Encoding", "gzip");
        sendBody(request, response, gzip ? file.get().gzipped : file.get().plain);
    }

    private static void sendBody(ServerRequest request, ServerResponse response, byte[] body) {
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(body.length);
            response.send();
        } else {
            response.send(body);
        }
    }

    private static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse("");
    }

    static boolean isRead(Method method) {
        return method.equals(Method.GET) || method.equals(Method.HEAD);
    }
}
