import type { Reading, Skipped } from "../otp/account";
import { withoutCodeDisplay } from "./codedisplay";
import { isMigration, readMigration } from "../otp/migration";
import { isOtpAuth, isSteam, readOtpAuth, readSteam } from "../otp/otpauth";
import { Refusal } from "../otp/refusal";

/** What several pictures, lists and files have given so far. */
export interface Gathering {
  readonly readings: readonly Reading[];
  readonly skipped: readonly Skipped[];
  /** Pictures of an export by its id: how many it has, and which were read. */
  readonly exports: ReadonlyMap<bigint, { readonly size: number; readonly read: ReadonlySet<number> }>;
}

export const NOTHING: Gathering = { readings: [], skipped: [], exports: new Map() };

const MOST_LINES = 10_000;
const BETWEEN = /,(?=\s*(?:otpauth|steam|motp))/;

/** Adds what a picture says, or a list of URIs, one a line; # begins a comment. */
export function gather(before: Gathering, text: string): Gathering {
  const lines = text.replaceAll("\ufeff", "").split(/\r\n|\r|\n/).map((line) => line.trim());
  const told = lines.filter(isTelling);
  if (told.length > MOST_LINES) {
    return withSkipped(before, "", `A list has at most ${MOST_LINES} lines.`);
  }
  return lines.reduce((soFar, line, index) => (isTelling(line) ? gatherLine(soFar, line, told.length > 1 ? `Line ${index + 1}` : "") : soFar), before);
}

function isTelling(line: string): boolean {
  return line !== "" && !line.startsWith("#");
}

/** Numbers of the pictures, from 1, that are missing of exports with several. */
export function missingPictures({ exports }: Gathering): number[] {
  return [...exports.values()].flatMap(({ size, read }) =>
    Array.from({ length: size }, (_, index) => index).filter((index) => !read.has(index)).map((index) => index + 1),
  );
}

/** All that an import leaves behind, pictures that were not given among it. */
export function leftBehind(found: Gathering): Skipped[] {
  const missing = missingPictures(found).join(", ");
  return missing === "" ? [...found.skipped] : [...found.skipped, { name: `Picture ${missing}`, why: "This part of the export was not given." }];
}

function gatherLine(before: Gathering, line: string, where: string): Gathering {
  return line.split(BETWEEN).reduce((soFar, uri) => gatherOne(soFar, uri.trim(), where), before);
}

function gatherOne(before: Gathering, uri: string, where: string): Gathering {
  try {
    if (isMigration(uri)) {
      return gatherBatch(before, uri);
    }
    if (isOtpAuth(uri)) {
      return { ...before, readings: [...before.readings, withoutCodeDisplay(readOtpAuth(uri))] };
    }
    if (isSteam(uri)) {
      return { ...before, readings: [...before.readings, readSteam(uri)] };
    }
    return withSkipped(before, where, /^motp:/i.test(uri) ? "Accounts of the type “motp” are not supported." : "This is no account: it does not begin with otpauth://.");
  } catch (error) {
    if (error instanceof Refusal) {
      return withSkipped(before, where, error.message);
    }
    throw error;
  }
}

function gatherBatch(before: Gathering, line: string): Gathering {
  const batch = readMigration(line);
  const known = before.exports.get(batch.id);
  if (known?.read.has(batch.index)) {
    return before;
  }
  if (known !== undefined && known.size !== batch.size) {
    throw new Refusal("The pictures of one export disagree about their number.");
  }
  const read = new Set(known?.read).add(batch.index);
  const from = { exportId: batch.id, picture: batch.index };
  const later = before.readings.findIndex((reading) => reading.from?.exportId === batch.id && reading.from.picture > batch.index);
  const at = later < 0 ? before.readings.length : later;
  return {
    exports: new Map(before.exports).set(batch.id, { size: batch.size, read }),
    readings: [...before.readings.slice(0, at), ...batch.accounts.map((account) => ({ account, warnings: [], from })), ...before.readings.slice(at)],
    skipped: [...before.skipped, ...batch.skipped],
  };
}

/** Once: a camera sees the same thing again and again. */
export function withSkipped(before: Gathering, name: string, why: string): Gathering {
  const known = before.skipped.some((one) => one.name === name && one.why === why);
  return known ? before : { ...before, skipped: [...before.skipped, { name, why }] };
}
