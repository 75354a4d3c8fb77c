/** The seconds within which a code is still taken nearly everywhere. */
const HARMLESS_SECONDS = 10;

/** How far this clock is from that of the server the page came from, in words. */
export async function clockDifference(now: () => number): Promise<string> {
  const before = now();
  const response = await fetch("./headers.json", { method: "HEAD", cache: "no-store" }).catch(() => undefined);
  const date = Date.parse(response?.headers.get("Date") ?? "");
  if (Number.isNaN(date)) {
    return "The server cannot be reached: the clock was not checked.";
  }
  // The header has whole seconds: on average it is half a second behind.
  const seconds = Math.round(((before + now()) / 2 - date - 500) / 1_000);
  if (Math.abs(seconds) <= HARMLESS_SECONDS) {
    return "This device’s clock is right.";
  }
  const way = seconds > 0 ? "ahead" : "behind";
  return `This device’s clock is ${Math.abs(seconds)} seconds ${way}: codes may be refused. Let the device set its clock automatically.`;
}
