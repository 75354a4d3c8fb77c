package countersign.aws;

/** What goes back over HTTP. */
public record ApiAnswer(int status, Headers headers, Body body) {}
