import type { Bytes } from "../bytes";
import { deriveHere } from "./argon2";
import type { Argon2Cost } from "./kdf";

/** One derivation, and then the page ends this worker, and its memory with it. */
addEventListener("message", async (message: MessageEvent<{ passphrase: Bytes; salt: Bytes; cost: Argon2Cost }>) => {
  const { passphrase, salt, cost } = message.data;
  try {
    const key = await deriveHere(passphrase, salt, cost);
    postMessage({ key }, { transfer: [key.buffer] });
  } catch {
    postMessage({});
  }
});
