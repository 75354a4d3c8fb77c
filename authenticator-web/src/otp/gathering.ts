import type { Reading } from "./account";
import { isMigration, readMigration } from "./migration";
import { isOtpAuth, readOtpAuth } from "./otpauth";
import { Refusal } from "./refusal";

/** What several pictures and lists have given so far. */
export interface Gathering {
  readonly readings: readonly Reading[];
  readonly problems: readonly string[];
  /** Pictures of an export by its id: how many it has, and which were read. */
  readonly exports: ReadonlyMap<bigint, { readonly size: number; readonly read: ReadonlySet<number> }>;
}

export const NOTHING: Gathering = { readings: [], problems: [], exports: new Map() };

const MOST_LINES = 10_000;

/** Adds what a picture says, or a list of URIs, one a line. */
export function gather(before: Gathering, text: string): Gathering {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace("\ufeff", "").trim()).filter((line) => line !== "");
  if (lines.length > MOST_LINES) {
    return withProblem(before, `A list has at most ${MOST_LINES} lines.`);
  }
  return lines.reduce((soFar, line, index) => gatherLine(soFar, line, lines.length > 1 ? `Line ${index + 1}: ` : ""), before);
}

/** Numbers of the pictures, from 1, that are missing of exports with several. */
export function missingPictures({ exports }: Gathering): number[] {
  return [...exports.values()].flatMap(({ size, read }) =>
    Array.from({ length: size }, (_, index) => index).filter((index) => !read.has(index)).map((index) => index + 1),
  );
}

function gatherLine(before: Gathering, line: string, where: string): Gathering {
  try {
    if (isMigration(line)) {
      return gatherBatch(before, line);
    }
    if (isOtpAuth(line)) {
      return { ...before, readings: [...before.readings, readOtpAuth(line)] };
    }
    return withProblem(before, `${where}This is no account: it does not begin with otpauth://.`);
  } catch (error) {
    if (error instanceof Refusal) {
      return withProblem(before, `${where}${error.message}`);
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
  const read = new Set(known?.read).add(batch.index);
  return {
    ...before,
    exports: new Map(before.exports).set(batch.id, { size: batch.size, read }),
    readings: [...before.readings, ...batch.accounts.map((account) => ({ account, warnings: [] }))],
  };
}

function withProblem(before: Gathering, problem: string): Gathering {
  return before.problems.includes(problem) ? before : { ...before, problems: [...before.problems, problem] };
}
