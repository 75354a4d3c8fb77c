package countersign.vault.exchange;

/** Something that was not taken over: its name or place, and why, without its secret. */
public record Skipped(String name, String why) {}
