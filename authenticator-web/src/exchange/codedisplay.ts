import type { Reading } from "../otp/account";
import { Refusal } from "../otp/refusal";
import { isFields, isList, parseJson, type Json } from "../vault/json";
import { notesOf } from "./raw";

const BOUNDS = { depth: 8, text: 4096, name: 256, number: 32, values: 1_000, twice: true };

/** Takes Ente's own parameter apart: JSON with tags, a note and the trash. */
export function withoutCodeDisplay(reading: Reading): Reading {
  const { codeDisplay, ...extras } = reading.account.extras;
  if (codeDisplay === undefined) {
    return reading;
  }
  const warnings = [...reading.warnings];
  const account = { ...reading.account, extras };
  try {
    const said = parseJson(codeDisplay, BOUNDS, () => new Refusal(""));
    const field = (name: string): Json | undefined => (isFields(said) ? said.get(name) : undefined);
    if (field("trashed") === true) {
      warnings.push("It was in the trash there.");
    }
    const [note, tags] = [field("note"), field("tags")];
    const texts = isList(tags) ? tags.map((tag) => (typeof tag === "string" ? tag : "")) : [];
    return { account, notes: notesOf(typeof note === "string" ? note : "", texts, warnings), warnings };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    return { account, warnings: [...warnings, "Its note and tags could not be read."] };
  }
}
