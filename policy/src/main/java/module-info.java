import org.jspecify.annotations.NullMarked;

/**
 * IAM policy documents: parses, validates and evaluates them. Pure computation: reads no clock, no
 * file, no socket, and never logs.
 */
@NullMarked
module countersign.policy {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;

    exports countersign.policy;
}
