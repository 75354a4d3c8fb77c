import org.jspecify.annotations.NullMarked;

/**
 * The web console: pages, forms and cookies in terms of {@code iam}. Decides nothing about security
 * and never touches storage.
 */
@NullMarked
module countersign.console {
    requires static org.jspecify;
    requires countersign.qr;
    requires gg.jte.runtime;
    requires io.helidon.http;
    requires transitive countersign.iam;
    requires transitive io.helidon.webserver;
    requires org.slf4j;

    exports countersign.console;

    // jte finds the generated page classes by name.
    opens countersign.console.pages to
            gg.jte.runtime;
}
