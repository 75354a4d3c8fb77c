import { sameBytes, utf8, type Bytes } from "../bytes";
import type { Reading } from "../otp/account";
import { Refusal } from "../otp/refusal";
import { openFile } from "../store/openvault";
import type { Entry } from "../vault/entry";
import { VaultError } from "../vault/vaulterror";
import { readAegis } from "./aegis";
import { mayBeSealedAndOtp, openAndOtp, readAndOtp } from "./andotp";
import { readBitwarden } from "./bitwarden";
import { readFreeOtpPlus } from "./freeotpplus";
import { gather, type Gathering } from "./gathering";
import { Harvest } from "./harvest";
import type { Opening } from "./sealed";
import { isSealedStratum, openStratum, readStratum } from "./stratum";
import { Tree } from "./tree";
import { readTwoFas } from "./twofas";

/** Of one file. */
export const MOST_BYTES = 16 * 1024 * 1024;

const VAULT = utf8("COUNTERSIGNVAULT");

/** What we know by its first characters and do not read. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ["OTPClient", "an OTPClient database"],
  ["\u00ac\u00ed\u0000\u0005", "a FreeOTP 2 backup"],
  ["PK\u0003\u0004", "a ZIP archive"],
  ["SQLite format 3", "a SQLite database"],
  ["\u0003\u00d9\u00a2\u009a", "a KeePass database"],
  ["-----BEGIN PGP", "an OpenPGP message"],
  ["folder,favorite", "a Bitwarden CSV file (export JSON instead)"],
  ["<?xml", "an XML file"],
];

/**
 * Adds what another program's file says, told by its content and never by its name.
 * @throws Refusal when nothing of it can be read
 */
export async function readFile(before: Gathering, bytes: Bytes, opening: Opening): Promise<Gathering> {
  if (bytes.length > MOST_BYTES) {
    throw new Refusal("It has more than 16 MiB: no export is that large.");
  }
  const harvest = new Harvest();
  if (sameBytes(bytes.subarray(0, VAULT.length), VAULT)) {
    await readBackup(bytes, opening, harvest);
  } else if (isSealedStratum(bytes)) {
    readStratum(await openStratum(bytes, opening), harvest);
  } else {
    refuseForeign(bytes);
    const text = textIn(bytes);
    if (/^[{[]/.test(text)) {
      await readJson(Tree.parse(text), opening, harvest);
    } else if (isUris(text)) {
      return gather(before, text);
    } else {
      await readUnmarked(bytes, opening, harvest);
    }
  }
  return {
    ...before,
    readings: [...before.readings, ...harvest.readings],
    skipped: [...before.skipped, ...harvest.skipped],
  };
}

async function readJson(file: Tree, opening: Opening, harvest: Harvest): Promise<void> {
  if (file.isList()) {
    readAndOtp(file, harvest);
  } else if (file.has("header") && file.has("db")) {
    await readAegis(file, opening, harvest);
  } else if (file.has("schemaVersion") && file.has("services")) {
    await readTwoFas(file, opening, harvest);
  } else if (file.has("tokens")) {
    readFreeOtpPlus(file, harvest);
  } else if (file.has("Authenticators")) {
    readStratum(file, harvest);
  } else if (file.has("kdfParams") && file.has("encryptedData")) {
    throw new Refusal("It is a sealed Ente export, which wants up to 1 GiB of memory, more than a browser gives. Export from Ente as plain text, or let the authenticator command read it.");
  } else if (file.has("encrypted")) {
    await readBitwarden(file, opening, harvest);
  } else {
    throw new Refusal("It is JSON of a format that is not known.");
  }
}

async function readUnmarked(bytes: Bytes, opening: Opening, harvest: Harvest): Promise<void> {
  if (!mayBeSealedAndOtp(bytes)) {
    throw new Refusal("Its format is not known.");
  }
  readAndOtp(await openAndOtp(bytes, opening), harvest);
}

/** Another vault file: names and notes come along, and what was in the trash stays there. */
async function readBackup(bytes: Bytes, opening: Opening, harvest: Harvest): Promise<void> {
  const { entries, unreadable } = await openedBackup(bytes, opening);
  for (const entry of entries) {
    if (entry.deleted === undefined) {
      harvest.take(entry.name, () => readingOfEntry(entry));
    } else {
      harvest.skip(entry.name, "It is in the trash there.");
    }
  }
  unreadable.forEach(({ name, why }) => harvest.skip(name, why));
}

async function openedBackup(bytes: Bytes, opening: Opening): ReturnType<typeof openFile> {
  for (let wrong = false; ; wrong = true) {
    const passphrase = await opening.passwords("Countersign backup", wrong);
    try {
      return await openFile(bytes, passphrase, opening.derive.argon2id);
    } catch (error) {
      if (!(error instanceof VaultError) || error.kind !== "wrong-passphrase") {
        throw error;
      }
    }
  }
}

function readingOfEntry({ name, account, note, tags, letter, colour }: Entry): Reading {
  const notes = { ...(note && { note }), ...(tags && { tags }), ...(letter && { letter }), ...(colour && { colour }) };
  return { name, account, notes, warnings: [] };
}

function isUris(text: string): boolean {
  return /^[ \t]*(?:otpauth|apple-otpauth:|steam:\/\/|motp:)/im.test(text);
}

function refuseForeign(bytes: Bytes): void {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const what = FOREIGN.find(([magic]) => start.startsWith(magic))?.[1];
  if (what !== undefined) {
    throw new Refusal(`It is ${what}, which is not read here.`);
  }
}

/** Without the byte-order mark and what is around it. */
function textIn(bytes: Bytes): string {
  const charset = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(charset).decode(bytes).replaceAll("\ufeff", "").trim();
}
