package countersign.policy;

/**
 * A statement that decided a request: where its opening brace stands and where its closing one
 * does.
 */
public record Match(Source source, Position start, Position end) {}
