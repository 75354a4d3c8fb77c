package countersign.policy;

/** The language of a document. Only the newer one knows policy variables. */
public enum PolicyVersion {
    V2008_10_17("2008-10-17"),
    V2012_10_17("2012-10-17");

    private final String text;

    PolicyVersion(String text) {
        this.text = text;
    }

    /** As it stands in a document. */
    public String text() {
        return text;
    }

    boolean hasVariables() {
        return this == V2012_10_17;
    }
}
