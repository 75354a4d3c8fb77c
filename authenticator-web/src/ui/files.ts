import { NOTHING, gather, withSkipped, type Gathering } from "../exchange/gathering";
import { NO_PASSWORDS, type Passwords } from "../exchange/sealed";
import { Refusal } from "../otp/refusal";
import { IN_WORKER } from "../vault/inworker";
import { VaultError } from "../vault/vaulterror";
import { textsInFile } from "./decode";
import { sizeOf } from "./picturesize";

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_PICTURE_BYTES = 32 * 1024 * 1024;
const MOST_PIXELS = 64_000_000;
/** In which a camera's picture says its size, behind its thumbnail and colour profile. */
const HEAD_BYTES = 1024 * 1024;

/** Adds what files say: pictures with QR codes, lists of URIs, other programs' exports. A bad file stops no other. */
export async function gatherFiles(before: Gathering, files: readonly File[], passwords: Passwords = NO_PASSWORDS): Promise<Gathering> {
  let found = before;
  for (const file of files) {
    try {
      found = await (file.type.startsWith("image/") ? gatherPicture(found, file) : gatherFile(found, file, passwords));
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof VaultError)) {
        throw error;
      }
      found = withSkipped(found, file.name, error.message);
    }
  }
  return found;
}

async function gatherFile(before: Gathering, file: File, passwords: Passwords): Promise<Gathering> {
  if (file.size > MOST_BYTES) {
    throw new Refusal("It has more than 16 MiB: no export is that large.");
  }
  const { readFile } = await import("../exchange/importer");
  const asking: Passwords = (format, wrong) => passwords(`${file.name}: ${format}`, wrong);
  return readFile(before, new Uint8Array(await file.arrayBuffer()), { passwords: asking, derive: IN_WORKER });
}

async function gatherPicture(before: Gathering, file: File): Promise<Gathering> {
  if (file.size > MOST_PICTURE_BYTES) {
    throw new Refusal("It has more than 32 MiB: cut out the QR code.");
  }
  const size = sizeOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (size !== undefined && size.width * size.height > MOST_PIXELS) {
    throw new Refusal("It has more than 64 megapixels: cut out the QR code.");
  }
  const texts = await textsInFile(file).catch(() => {
    throw new Refusal("This picture cannot be read: use PNG, JPEG or WebP.");
  });
  if (texts.length === 0) {
    throw new Refusal("There is no QR code in this picture. Cut it closer, or take it straight on and sharp.");
  }
  return texts.reduce(gather, before);
}

/** Pictures or text on the clipboard. */
export async function gatherPaste(before: Gathering, data: DataTransfer): Promise<Gathering> {
  const files = [...data.files];
  return files.length > 0 ? gatherFiles(before, files) : gather(before, data.getData("text/plain"));
}

export { NOTHING };
