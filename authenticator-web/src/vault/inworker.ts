import type { Bytes } from "../bytes";
import type { Derivers } from "./kdf";
import type { Derivation } from "./kdf.worker";

/** Away from the thread that draws the page, in a worker that lives for one derivation. */
function inWorker(asked: Derivation): Promise<Bytes> {
  const worker = new Worker(new URL("./kdf.worker.ts", import.meta.url), { type: "module" });
  const derived = new Promise<Bytes>((resolve, reject) => {
    const fail = () => reject(new Error("This browser could not give the memory that the passphrase’s check takes."));
    worker.addEventListener("error", fail);
    worker.addEventListener("message", (message: MessageEvent<{ key?: Bytes }>) => {
      message.data.key === undefined ? fail() : resolve(message.data.key);
    });
  });
  worker.postMessage(asked);
  return derived.finally(() => worker.terminate());
}

export const IN_WORKER: Derivers = {
  argon2id: (password, salt, cost) => inWorker({ how: "argon2id", password, salt, cost }),
  scrypt: (password, salt, cost) => inWorker({ how: "scrypt", password, salt, cost }),
};
