package countersign.console;

/**
 * What the operator and the server decide about the console.
 *
 * @param sandbox whether every page says that this protects nothing
 * @param issuer stands in the QR codes
 * @param formKey binds forms to browsers; the same on every node
 */
public record ConsoleSettings(boolean sandbox, String issuer, FormKey formKey) {}
