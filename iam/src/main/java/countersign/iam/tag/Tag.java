package countersign.iam.tag;

/** A label of something. */
public record Tag(String key, String value) {}
