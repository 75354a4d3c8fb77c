package countersign.server;

import countersign.aws.AwsApi;
import countersign.console.Console;
import countersign.console.ConsoleSettings;
import countersign.iam.Housekeeping;
import countersign.iam.Iam;
import countersign.iam.StoreFailure;
import countersign.iam.audit.AuditTable;
import countersign.iam.password.Passwords;
import countersign.iam.sandbox.Sandbox;
import countersign.store.SqliteStore;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running server: everything is wired here, top to bottom, and stopped in reverse. */
final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final String MANAGEMENT = "management";
    private static final String API = "api";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int HASHES_WAITING = 256;
    private static final int BACKLOG = 1_024;
    private static final int CONNECTIONS = 4_096;
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration SLOWEST_READ = Duration.ofSeconds(20);

    private final WebServer web;
    private final SqliteStore store;
    private final Passwords passwords;
    private final Outbox outbox;
    private final ScheduledExecutorService housekeeping;
    private final Iam iam;

    private Node(WebServer web, SqliteStore store, Passwords passwords, Outbox outbox, Iam iam) {
        this.web = web;
        this.store = store;
        this.passwords = passwords;
        this.outbox = outbox;
        this.iam = iam;
        this.housekeeping =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("housekeeping").daemon().factory());
    }

    /**
     * Starts a server over an open store.
     *
     * @throws OperatorError it cannot start, and why
     */
    static Node start(
            Config config,
            SqliteStore store,
            countersign.server.Keys keys,
            RandomGenerator random) {
        InstantSource system = InstantSource.system();
        ClockGuard clock = new ClockGuard(system, newestRecord(config, store));
        if (clock.wentBack()) {
            throw new OperatorError(
                    "the system's clock shows %s, but something was recorded at %s: set the clock right"
                            .formatted(system.instant(), clock.highest()));
        }
        int cores = Runtime.getRuntime().availableProcessors();
        Passwords passwords = new Passwords(keys.ring(), random, cores, HASHES_WAITING);
        AtomicInteger boundPort = new AtomicInteger(config.port());
        Iam iam =
                Iam.assemble(
                        store,
                        keys.ring(),
                        passwords,
                        random,
                        new Iam.Settings(
                                config.rules(),
                                config.limits(),
                                () -> publicUrl(config, boundPort.get()),
                                config.support()));
        Front front = new Front(config);
        Console console =
                new Console(
                        iam,
                        new ConsoleSettings(config.sandbox(), config.issuer(), keys.formKey()),
                        front,
                        clock,
                        random);
        Metrics metrics = new Metrics(passwords::load);
        HttpRouting.Builder routing =
                HttpRouting.builder()
                        .addFilter(new Measure(metrics))
                        .addFilter(new Admission(front, clock, console));
        if (config.sandbox()) {
            routing.register(
                    "/_sandbox", new SandboxApi(iam, new Sandbox(store), front, clock, random));
        }
        var api = new AwsApi(iam, store, random, config.issuer(), new ApiWatch(metrics));
        var endpoint = new ApiEndpoint(api, front, clock);
        routing.post("/", endpoint::answer);
        routing.get(
                "/",
                (request, response) -> {
                    if (ApiEndpoint.isCall(request)) endpoint.answer(request, response);
                    else toConsole(request, response);
                });
        for (String entry : List.of("/iam", "/iam/")) routing.get(entry, Node::toConsole);
        routing.register("/", console);
        HttpRouting.Builder apiAlone =
                HttpRouting.builder()
                        .addFilter(new Measure(metrics))
                        .addFilter(new Admission(front, clock, console))
                        .register("/", endpoint);
        WebServer web = listen(config, routing, apiAlone, new Management(store, metrics, clock));
        boundPort.set(web.port());
        Outbox outbox = new Outbox(store, config.data().resolve("outbox"));
        Node node = new Node(web, store, passwords, outbox, iam);
        outbox.start();
        if (!config.sandbox()) node.keepHouse(clock);
        return node;
    }

    /** Health and metrics are not for web pages that point a name of theirs at this machine. */
    private static void loopbackNamesOnly(
            FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (Front.name(request.authority()).filter(Front.LOOPBACK_NAMES::contains).isPresent()) {
            chain.proceed();
        } else {
            response.status(Status.MISDIRECTED_REQUEST_421).send();
        }
    }

    /**
     * Where a browser lands that was given the bare address, or the path that AWS's guides link.
     */
    private static void toConsole(ServerRequest request, ServerResponse response) {
        response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, "/console").send();
    }

    /** The latest time on record, by which a clock that went back is noticed. */
    private static Instant newestRecord(Config config, SqliteStore store) {
        if (config.sandbox()) return Instant.EPOCH;
        List<AuditTable.Recorded> newest = store.read(tables -> tables.audit().last());
        return newest.isEmpty() ? Instant.EPOCH : eventTime(newest.getFirst().json());
    }

    private static Instant eventTime(String record) {
        Matcher time = Pattern.compile("\"eventTime\":\"([^\"]+)\"").matcher(record);
        return time.find() ? Instant.parse(time.group(1)) : Instant.EPOCH;
    }

    private static String publicUrl(Config config, int boundPort) {
        return config.publicUrl()
                .map(url -> url.toString().replaceAll("/+$", ""))
                .orElseGet(() -> config.localUrl(boundPort));
    }

    private static WebServer listen(
            Config config,
            HttpRouting.Builder routing,
            HttpRouting.Builder apiAlone,
            Management management) {
        var builder =
                WebServer.builder()
                        .shutdownHook(false)
                        .shutdownGracePeriod(DRAIN)
                        .host(config.host())
                        .port(config.port())
                        .backlog(BACKLOG)
                        .maxTcpConnections(CONNECTIONS)
                        .idleConnectionTimeout(IDLE)
                        .idleConnectionPeriod(IDLE.dividedBy(4))
                        .connectionOptions(options -> options.readTimeout(SLOWEST_READ))
                        .routing(routing)
                        .putSocket(
                                MANAGEMENT,
                                socket -> socket.host(LOOPBACK).port(config.managementPort()))
                        .routing(
                                MANAGEMENT,
                                HttpRouting.builder()
                                        .addFilter(Node::loopbackNamesOnly)
                                        .register("/", management));
        config.tls().ifPresent(files -> builder.tls(tls(files)));
        if (config.apiPort().isPresent()) {
            int port = config.apiPort().getAsInt();
            refuseTaken(config.host(), port);
            builder.putSocket(
                            API,
                            socket -> {
                                socket.host(config.host()).port(port);
                                config.tls().ifPresent(files -> socket.tls(tls(files)));
                            })
                    .routing(API, apiAlone);
        }
        refuseTaken(config.host(), config.port());
        refuseTaken(LOOPBACK, config.managementPort());
        WebServer web = builder.build().start();
        if (!web.isRunning()) {
            throw new OperatorError(
                    "cannot listen on %s port %d and %s port %d"
                            .formatted(
                                    config.host(),
                                    config.port(),
                                    LOOPBACK,
                                    config.managementPort()));
        }
        return web;
    }

    /** The web server only logs that it could not listen; this says which port it was, and why. */
    static void refuseTaken(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new OperatorError(
                    "cannot listen on %s port %d: %s".formatted(host, port, e.getMessage()));
        }
    }

    private static Tls tls(Config.Tls files) {
        try {
            Keys pem =
                    Keys.builder()
                            .pem(it ->
                                    it.certChain(Resource.create(files.certificate()))
                                            .key(Resource.create(files.key())))
                            .build();
            return Tls.builder()
                    .privateKey(pem.privateKey().orElseThrow())
                    .privateKeyCertChain(pem.certChain())
                    .build();
        } catch (RuntimeException e) {
            throw new OperatorError(
                    "cannot use the TLS files "
                            + files.certificate()
                            + " and "
                            + files.key()
                            + ": a certificate chain and an unencrypted PKCS#8 key in PEM are"
                            + " wanted");
        }
    }

    private void keepHouse(InstantSource clock) {
        var chores = new Housekeeping(store);
        var _ =
                housekeeping.scheduleWithFixedDelay(
                        () -> {
                            try {
                                int removed = chores.run(clock.instant());
                                if (removed > 0) LOG.debug("{} old rows removed", removed);
                            } catch (StoreFailure e) {
                                LOG.warn("housekeeping was put off: {}", e.getMessage());
                            }
                        },
                        1,
                        10,
                        TimeUnit.MINUTES);
    }

    Iam iam() {
        return iam;
    }

    int port() {
        return web.port();
    }

    /** The port that serves the API alone, if there is one. */
    OptionalInt apiPort() {
        int bound = web.port(API);
        return bound > 0 ? OptionalInt.of(bound) : OptionalInt.empty();
    }

    int managementPort() {
        return web.port(MANAGEMENT);
    }

    /** Stops taking requests, answers those under way, and leaves the database whole. */
    @Override
    public void close() {
        web.stop();
        housekeeping.shutdownNow();
        passwords.close();
        try {
            outbox.close();
            int delivered = outbox.deliver();
            if (delivered > 0) LOG.debug("{} messages delivered while stopping", delivered);
        } catch (IOException | StoreFailure e) {
            LOG.warn("mail waits in the database: {}", e.getMessage());
        }
        store.close();
    }

    /** Lets in what is for this server, while its clock can be trusted. */
    private record Admission(Front front, ClockGuard clock, Console console)
            implements io.helidon.webserver.http.Filter {
        @Override
        public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
            if (!front.mayTalk(request)) {
                response.status(Status.FORBIDDEN_403)
                        .send("Plain HTTP is for the proxy in front of this server only.\n");
                return;
            }
            if (!front.isOurs(request)) {
                response.status(Status.MISDIRECTED_REQUEST_421)
                        .send(
                                "This server does not answer to that name. Its operator can allow"
                                        + " it with --allowed-host or --public-url.\n");
                return;
            }
            if (clock.wentBack()) {
                LOG.error("the system's clock went back to {}: refusing", clock.instant());
                console.sendError(request, response, 503);
                return;
            }
            chain.proceed();
        }
    }

    /** Counts and times every answer. */
    private record Measure(Metrics metrics) implements io.helidon.webserver.http.Filter {
        @Override
        public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
            long start = System.nanoTime();
            try {
                chain.proceed();
            } finally {
                metrics.answered(
                        request.prologue().uriPath().path(),
                        request.prologue().method().text(),
                        response.status().code(),
                        Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }
}
