package countersign.policy;

/** A place in a document's text; line and column count from 1. */
public record Position(int line, int column) {}
