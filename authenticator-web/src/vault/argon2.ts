import { argon2id } from "hash-wasm";
import type { Kdf } from "./kdf";

/** In the thread that calls it; the page uses it through a worker. */
export const deriveHere: Kdf = async (passphrase, salt, cost) =>
  new Uint8Array(
    await argon2id({
      password: passphrase,
      salt,
      iterations: cost.iterations,
      memorySize: cost.memoryKib,
      parallelism: cost.lanes,
      hashLength: 32,
      outputType: "binary",
    }),
  );
