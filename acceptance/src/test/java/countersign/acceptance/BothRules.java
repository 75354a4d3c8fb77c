package countersign.acceptance;

import countersign.authenticator.web.Chromium;
import countersign.authenticator.web.Chromium.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A sandbox for each of the rules, and a browser; what is tested begins with a new account. */
final class BothRules implements AutoCloseable {
    private final Chromium chromium = Chromium.plain();
    private final Map<Rules, Server> servers = new EnumMap<>(Rules.class);
    private int accounts;

    BothRules(Path folder) throws IOException {
        for (Rules rules : Rules.values()) {
            String name = rules.name().toLowerCase(Locale.ROOT);
            servers.put(rules, Server.sandbox(folder.resolve(name), "--mfa-rules", name));
        }
    }

    Server server(Rules rules) {
        return servers.get(rules);
    }

    Server.Account account(Rules rules) {
        return server(rules).account("somebody-" + ++accounts + "@example.com");
    }

    Person at(Rules rules, Server.Account account) {
        return Person.at(chromium, Look.DESKTOP, server(rules), account);
    }

    /** Somebody who has just signed in to a new account. */
    Person newcomer(Rules rules) {
        return at(rules, account(rules)).signInWithPassword();
    }

    @Override
    public void close() {
        chromium.close();
        servers.values().forEach(Server::close);
    }
}
