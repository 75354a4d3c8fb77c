import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";
import { clearer } from "./clearer";

/** A frame of the camera, or a picture file; a {@link thorough} look takes some ten times as long. */
export interface Look {
  readonly id: number;
  readonly picture: ImageData | Blob;
  readonly thorough: boolean;
}

/** What was found; no {@link texts} when the file is no picture that the browser knows. */
export interface Seen {
  readonly id: number;
  readonly texts?: readonly string[];
}

const MOST_PIXELS_A_SIDE = 3_000;
/** A module of a code that was taken from an arm's length has some four pixels. */
const REACH = 3;
const TIMES = 4;

prepareZXingModule({ overrides: { locateFile: () => new URL(wasm, location.href).href } });

addEventListener("message", async ({ data: { id, picture, thorough } }: MessageEvent<Look>) => {
  const answer = (seen: Seen) => postMessage(seen);
  try {
    answer({ id, texts: picture instanceof Blob ? await textsInFile(picture) : await textsInFrame(picture, thorough) });
  } catch {
    answer({ id });
  }
});

async function textsInFrame(frame: ImageData, thorough: boolean): Promise<string[]> {
  const texts = await textsIn(frame, thorough);
  return texts.length > 0 || !thorough ? texts : textsIn(clearer(frame, REACH, TIMES), true);
}

/** As it is, then sharpened; then at twice the size, which a small picture needs, both again. */
async function textsInFile(file: Blob): Promise<string[]> {
  const bitmap = await createImageBitmap(file);
  try {
    const most = MOST_PIXELS_A_SIDE / Math.max(bitmap.width, bitmap.height);
    const texts = await textsInFrame(drawn(bitmap, Math.min(1, most)), true);
    if (texts.length > 0 || most < 2) {
      return texts;
    }
    const doubled = drawn(bitmap, 2);
    const again = await textsIn(doubled, true);
    return again.length > 0 ? again : await textsIn(clearer(doubled, 2 * REACH, TIMES + 1), true);
  } finally {
    bitmap.close();
  }
}

function drawn(bitmap: ImageBitmap, scale: number): ImageData {
  const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) {
    throw new Error("this browser cannot look at pictures");
  }
  // What is transparent is white.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

async function textsIn(picture: ImageData, thorough: boolean): Promise<string[]> {
  const found = await readBarcodes(picture, { formats: ["QRCode"], tryHarder: thorough, maxNumberOfSymbols: 16 });
  return found.filter((code) => code.isValid).map((code) => code.text);
}
