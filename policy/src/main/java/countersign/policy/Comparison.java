package countersign.policy;

/** One value of a condition in a document, made ready to meet values of requests. */
@FunctionalInterface
interface Comparison {
    /** False also for a value that is not of the right type. */
    boolean matches(String value, Context context);
}
