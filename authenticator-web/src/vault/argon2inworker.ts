import type { Bytes } from "../bytes";
import type { Kdf } from "./kdf";

/** Away from the thread that draws the page, in a worker that lives for one derivation. */
export const deriveInWorker: Kdf = (passphrase, salt, cost) => {
  const worker = new Worker(new URL("./argon2.worker.ts", import.meta.url), { type: "module" });
  const derived = new Promise<Bytes>((resolve, reject) => {
    const fail = () => reject(new Error("This browser could not give the memory that the passphrase’s check takes."));
    worker.addEventListener("error", fail);
    worker.addEventListener("message", (message: MessageEvent<{ key?: Bytes }>) => {
      message.data.key === undefined ? fail() : resolve(message.data.key);
    });
  });
  worker.postMessage({ passphrase, salt, cost });
  return derived.finally(() => worker.terminate());
};
