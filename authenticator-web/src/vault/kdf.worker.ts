import type { Bytes } from "../bytes";
import { deriveHere } from "./argon2";
import type { Argon2Cost } from "./kdf";
import { scryptHere } from "./scrypt";

/** What the page asks for. */
export type Derivation =
  | { readonly how: "argon2id"; readonly password: Bytes; readonly salt: Bytes; readonly cost: Argon2Cost }
  | { readonly how: "scrypt"; readonly password: Bytes; readonly salt: Bytes; readonly cost: { readonly n: number; readonly r: number; readonly p: number } };

function derive(asked: Derivation): Promise<Bytes> {
  return asked.how === "argon2id" ? deriveHere(asked.password, asked.salt, asked.cost) : scryptHere(asked.password, asked.salt, asked.cost);
}

/** One derivation, and then the page ends this worker, and its memory with it. */
addEventListener("message", async (message: MessageEvent<Derivation>) => {
  try {
    const key = await derive(message.data);
    postMessage({ key }, { transfer: [key.buffer] });
  } catch {
    postMessage({});
  }
});
