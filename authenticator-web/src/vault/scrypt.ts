import { scrypt } from "hash-wasm";
import type { Scrypt } from "./kdf";

/** In the thread that calls it; the page uses it through a worker. */
export const scryptHere: Scrypt = async (password, salt, { n, r, p }) =>
  new Uint8Array(
    await scrypt({ password, salt, costFactor: n, blockSize: r, parallelism: p, hashLength: 32, outputType: "binary" }),
  );
