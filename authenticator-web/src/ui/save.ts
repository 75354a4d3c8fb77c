import type { Bytes } from "../bytes";

const KEPT_MS = 60_000;

/** Gives a file to the browser to save. */
export function save(bytes: Bytes, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
