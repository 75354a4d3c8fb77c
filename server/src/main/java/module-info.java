import org.jspecify.annotations.NullMarked;

/**
 * The program: reads its configuration, wires the parts, serves, and answers the operator's
 * commands. Decides nothing about security.
 */
@NullMarked
module countersign.server {
    requires static org.jspecify;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires com.fasterxml.jackson.databind;
    requires countersign.authenticator.site;
    requires countersign.aws;
    requires countersign.console;
    requires countersign.iam;
    requires countersign.store;
    requires info.picocli;
    requires io.helidon.common.pki;
    requires io.helidon.common.tls;
    requires io.helidon.http;
    requires io.helidon.webserver;
    requires io.prometheus.metrics.core;
    requires io.prometheus.writer.text;
    requires io.prometheus.metrics.model;
    requires jul.to.slf4j;
    requires org.slf4j;

    exports countersign.server;

    // picocli sets the options of commands.
    opens countersign.server to
            info.picocli;
}
