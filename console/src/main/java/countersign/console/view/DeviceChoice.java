package countersign.console.view;

/** One of several devices to take the code from. */
public record DeviceChoice(String id, String name, String hint, boolean chosen) {}
