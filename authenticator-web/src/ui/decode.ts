import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";

const MOST_PIXELS_A_SIDE = 3_000;

let reader: Promise<typeof import("zxing-wasm/reader")> | undefined;

/** The decoder, fetched when a picture is first looked at, from where the page came from. */
function decoder() {
  reader ??= import("zxing-wasm/reader").then((module) => {
    module.prepareZXingModule({ overrides: { locateFile: () => new URL(wasm, document.baseURI).href } });
    return module;
  });
  return reader;
}

/** The texts of the QR codes in a picture. */
export async function textsIn(picture: ImageData, thorough: boolean): Promise<string[]> {
  const { readBarcodes } = await decoder();
  const found = await readBarcodes(picture, { formats: ["QRCode"], tryHarder: thorough, maxNumberOfSymbols: 16 });
  return found.filter((code) => code.isValid).map((code) => code.text);
}

/** The texts in a picture file, which goes nowhere but into this page's memory. */
export async function textsInFile(file: Blob): Promise<string[]> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MOST_PIXELS_A_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.ceil(bitmap.width * scale), Math.ceil(bitmap.height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) {
    throw new Error("this browser cannot look at pictures");
  }
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return textsIn(context.getImageData(0, 0, canvas.width, canvas.height), true);
}
