import org.jspecify.annotations.NullMarked;

/**
 * The authenticator's web app for browsers of this machine, on an origin of its own. Its files are
 * found on the class path, when they were built.
 */
@NullMarked
module countersign.authenticator.site {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires jdk.httpserver;

    exports countersign.authenticator.site;
}
