import { NOTHING, gather, type Gathering } from "../otp/gathering";
import { Refusal } from "../otp/refusal";
import { textsInFile } from "./decode";

const MOST_TEXT_BYTES = 4 * 1024 * 1024;

/** Adds what files say: pictures with QR codes, lists of URIs. */
export async function gatherFiles(before: Gathering, files: readonly File[]): Promise<Gathering> {
  let found = before;
  for (const file of files) {
    for (const text of await textsOf(file)) {
      found = gather(found, text);
    }
  }
  return found;
}

async function textsOf(file: File): Promise<string[]> {
  if (!file.type.startsWith("image/")) {
    if (file.size > MOST_TEXT_BYTES) {
      throw new Refusal("This file is too large for a list of accounts.");
    }
    return [await file.text()];
  }
  const texts = await textsInFile(file).catch(() => {
    throw new Refusal("This picture cannot be read: use PNG, JPEG or WebP.");
  });
  if (texts.length === 0) {
    throw new Refusal("There is no QR code in this picture. Cut it closer, or take it straight on and sharp.");
  }
  return texts;
}

/** Pictures or text on the clipboard. */
export async function gatherPaste(before: Gathering, data: DataTransfer): Promise<Gathering> {
  const files = [...data.files];
  return files.length > 0 ? gatherFiles(before, files) : gather(before, data.getData("text/plain"));
}

export { NOTHING };
