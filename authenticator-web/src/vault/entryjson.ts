import { textOf, utf8, type Bytes } from "../bytes";
import type { Account } from "../otp/account";
import { LONGEST_NAME } from "../otp/account";
import { decodeBase32, encodeBase32 } from "../otp/base32";
import { HASHES, MOST_COUNTER, STEAM, type Method } from "../otp/method";
import { Refusal } from "../otp/refusal";
import { isPlain } from "../otp/plain";
import { LONGEST_NOTE, checkedName, type Entry } from "./entry";
import { FieldReader } from "./fields";
import { isFields, readJson, writeJson, type Json } from "./json";
import { VaultError, damaged } from "./vaulterror";

export const MOST_ENTRIES = 10_000;
const UUID = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z$/;
const VERSION_1 = [
  "id", "name", "issuer", "account", "seed", "hash", "digits", "type", "period", "counter", "created",
  "lastGivenStep", "extras",
];
const VERSION_2 = [...VERSION_1, "note", "tags", "letter", "colour", "lastUsed", "deleted"];

/** An account in the file that this app cannot make sense of: kept as it is, and the others open. */
export interface Unreadable {
  readonly name: string;
  /** Without any secret. */
  readonly why: string;
  readonly json: Json;
}

export interface Contents {
  readonly entries: readonly Entry[];
  readonly unreadable: readonly Unreadable[];
}

/** The entries as the JSON inside a vault, always of version 2; what was not read is behind them. */
export function writeEntries(entries: readonly Entry[], unreadable: readonly Unreadable[] = []): Bytes {
  if (entries.length + unreadable.length > MOST_ENTRIES) {
    throw new Refusal("A vault holds at most 10,000 accounts.");
  }
  return utf8(`{"entries":[${[...entries.map(writeEntry), ...unreadable.map(({ json }) => writeJson(json))].join(",")}]}`);
}

function writeEntry({ account, ...entry }: Entry): string {
  const { method } = account;
  // A counter may be larger than JSON.stringify writes exactly.
  const moving = method.type === "hotp" ? `"counter":${method.counter}` : `"period":${method.period}`;
  const fields = {
    id: entry.id,
    name: entry.name,
    issuer: account.issuer,
    account: account.account,
    seed: encodeBase32(account.seed),
    hash: method.hash,
    digits: method.digits,
    type: method.type,
    created: entry.created,
    lastGivenStep: entry.lastGivenStep,
    extras: account.extras,
    note: entry.note || undefined,
    tags: entry.tags !== undefined && entry.tags.length > 0 ? entry.tags : undefined,
    letter: entry.letter || undefined,
    colour: entry.colour || undefined,
    lastUsed: entry.lastUsed,
    deleted: entry.deleted,
  };
  return `${JSON.stringify(fields).slice(0, -1)},${moving}}`;
}

/** What cannot be read is set apart; only a list that is none is damage. */
export function readEntries(bytes: Bytes, version: number): Contents {
  const text = textOf(bytes);
  if (text === undefined) {
    throw damaged("The list of accounts is no UTF-8.");
  }
  const list = new FieldReader(readJson(text, "list of accounts"), "list of accounts");
  const known = version === 1 ? VERSION_1 : VERSION_2;
  const entries: Entry[] = [];
  const unreadable: Unreadable[] = [];
  list.anything("entries", MOST_ENTRIES).forEach((json, index) => {
    try {
      entries.push(readEntry(json, known, version));
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof VaultError)) {
        throw error;
      }
      unreadable.push({ name: nameIn(json) ?? `number ${index + 1}`, why: error.message, json });
    }
  });
  return { entries, unreadable };
}

function nameIn(json: Json): string | undefined {
  const name = isFields(json) ? json.get("name") : undefined;
  return typeof name === "string" && name.trim() !== "" && isName(name) ? name : undefined;
}

function readEntry(json: Json, known: readonly string[], version: number): Entry {
  if (!isFields(json)) {
    throw damaged("It is no JSON object.");
  }
  const fields = new FieldReader(json, "account");
  fields.refuseOthers(known);
  const account: Account = {
    issuer: checked(fields.text("issuer"), isName),
    account: checked(fields.text("account"), isName),
    seed: decodeBase32(fields.text("seed")),
    method: methodOf(fields, version),
    extras: fields.texts("extras"),
  };
  return {
    id: checked(fields.text("id"), (text) => UUID.test(text)),
    name: checked(fields.text("name"), (text) => checkedName(text) === text),
    account,
    created: instant(fields, "created"),
    ...(fields.has("lastGivenStep") && { lastGivenStep: fields.number("lastGivenStep", 0, Number.MAX_SAFE_INTEGER) }),
    ...(fields.has("note") && { note: checked(fields.text("note"), (text) => text.length <= LONGEST_NOTE) }),
    ...(fields.has("tags") && { tags: tagsOf(fields) }),
    ...(fields.has("letter") && { letter: checked(fields.text("letter"), (text) => text.length === 1 || text.length === 2) }),
    ...(fields.has("colour") && { colour: checked(fields.text("colour"), (text) => /^#[0-9a-f]{6}$/.test(text)) }),
    ...(fields.has("lastUsed") && { lastUsed: instant(fields, "lastUsed") }),
    ...(fields.has("deleted") && { deleted: instant(fields, "deleted") }),
  };
}

function methodOf(fields: FieldReader, version: number): Method {
  const hash = HASHES.find((name) => name === fields.text("hash"));
  const digits = fields.number("digits", 1, 10);
  const type = fields.text("type");
  if (hash === undefined) {
    throw damaged("An account in the vault has an unknown hash.");
  }
  if (type === "totp") {
    return { type, hash, digits, period: fields.number("period", 1, 86_400) };
  }
  if (type === "hotp") {
    const counter = fields.big("counter");
    if (counter < 0n || counter > MOST_COUNTER) {
      throw damaged("An account’s counter is out of bounds.");
    }
    return { type, hash, digits, counter };
  }
  const steam = hash === STEAM.hash && digits === STEAM.digits && type === STEAM.type;
  if (version === 1 || !steam || fields.number("period", 1, 86_400) !== STEAM.period) {
    throw damaged("An account in the vault has an unknown type.");
  }
  return STEAM;
}

function tagsOf(fields: FieldReader): string[] {
  const tags = fields.textList("tags", 16);
  const fit = tags.every((tag) => tag.length >= 1 && tag.length <= 64) && new Set(tags).size === tags.length;
  if (!fit) {
    throw damaged("An account’s tags cannot be read.");
  }
  return tags;
}

function instant(fields: FieldReader, name: string): string {
  return checked(fields.text(name), (text) => INSTANT.test(text) && !Number.isNaN(Date.parse(text)));
}

function isName(text: string): boolean {
  return text.length <= LONGEST_NAME && isPlain(text);
}

function checked(text: string, fits: (text: string) => boolean): string {
  if (!fits(text)) {
    throw damaged("An account in the vault has a field out of bounds.");
  }
  return text;
}
