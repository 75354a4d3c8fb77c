import type { Look, Seen } from "./decode.worker";

interface Waiting {
  readonly done: (texts: readonly string[]) => void;
  readonly failed: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let worker: Worker | undefined;
let looks = 0;

/** Looks away from the thread that draws the page; started when a picture is first looked at. */
function looker(): Worker {
  if (worker === undefined) {
    worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data: { id, texts } }: MessageEvent<Seen>) => {
      const { done, failed } = waiting.get(id) ?? {};
      waiting.delete(id);
      texts === undefined ? failed?.(unreadable()) : done?.(texts);
    });
    worker.addEventListener("error", () => {
      // Out of memory, for one: the next picture gets a worker of its own.
      worker?.terminate();
      worker = undefined;
      waiting.forEach(({ failed }) => failed(unreadable()));
      waiting.clear();
    });
  }
  return worker;
}

function unreadable(): Error {
  return new Error("the picture cannot be read");
}

function look(asked: Omit<Look, "id">): Promise<readonly string[]> {
  const id = ++looks;
  return new Promise((done, failed) => {
    waiting.set(id, { done, failed });
    looker().postMessage({ ...asked, id });
  });
}

/** The texts of the QR codes in a frame of the camera. */
export function textsIn(frame: ImageData, thorough: boolean): Promise<readonly string[]> {
  return look({ picture: frame, thorough });
}

/** The texts in a picture file, which goes nowhere but into this page's memory. */
export function textsInFile(file: Blob): Promise<readonly string[]> {
  return look({ picture: file, thorough: true });
}
