package countersign.server;

import countersign.iam.Store;
import countersign.iam.StoreFailure;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;

/** Health and metrics, on a port of their own. */
final class Management implements HttpService {
    private final Store store;
    private final Metrics metrics;
    private final ClockGuard clock;

    Management(Store store, Metrics metrics, ClockGuard clock) {
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health/live", (_, response) -> send(response, true, "live"))
                .get("/health/ready", (_, response) -> ready(response))
                .get("/metrics", (_, response) -> metrics(response));
    }

    private void ready(ServerResponse response) {
        if (clock.wentBack()) {
            send(response, false, "the system's clock went back");
            return;
        }
        try {
            // An empty unit of work takes the write lock: a full or read-only disk shows here.
            store.write(tables -> tables.sandbox().offset());
            send(response, true, "ready");
        } catch (StoreFailure e) {
            send(response, false, "the database cannot be used");
        }
    }

    private static void send(ServerResponse response, boolean well, String detail) {
        response.status(well ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(
                        "{\"status\":\"%s\",\"detail\":\"%s\"}"
                                .formatted(well ? "UP" : "DOWN", detail));
    }

    private void metrics(ServerResponse response) throws IOException {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .send(metrics.text());
    }
}
