import { utf8 } from "../bytes";
import { hasLeftover, decodeBase32 } from "./base32";
import { LONGEST_NAME, type Account, type Reading } from "./account";
import { HASHES, MOST_COUNTER, STANDARD, STEAM, type HashName, type Method } from "./method";
import { brief, isPlain, plain } from "./plain";
import { decodePercent } from "./percent";
import { Refusal } from "./refusal";

const MOST_CHARACTERS = 4096;

/** Of a name in a vault: docs/vault-format.md. */
const MOST_NAME_BYTES = 1024;
const START = /^(?:apple-)?otpauth:(?:\/\/)?/i;
const ALGORITHM = /^(?:ALGORITHM\.)?(?:HMAC-?)?SHA-?(1|256|512)$/;
const KNOWN = ["secret", "issuer", "algorithm", "digits", "period", "counter", "image", "encoder"];
const TYPES = ["totp", "hotp", "steam"];

export function isOtpAuth(text: string): boolean {
  return START.test(text.trim());
}

/**
 * Reads one otpauth URI. Split first, decoded afterwards, each part once: an issuer may hold an
 * encoded &, ? or #. By hand, since URL objects differ on where the type of such a URI stands.
 */
export function readOtpAuth(text: string): Reading {
  return new Reader().read(text);
}

export function isSteam(text: string): boolean {
  return /^steam:\/\//i.test(text.trim());
}

/** A key as Bitwarden and Proton write Steam's. */
export function readSteam(text: string): Reading {
  const seed = decodeBase32(text.trim().slice("steam://".length));
  return { account: { issuer: "Steam", account: "", seed, method: STEAM, extras: {} }, warnings: [] };
}

interface Label {
  readonly issuer: string;
  readonly account: string;
  readonly whole: string;
}

class Reader {
  private readonly warnings = new Set<string>();

  read(text: string): Reading {
    const trimmed = text.replaceAll("\ufeff", "").trim();
    if (trimmed.length > MOST_CHARACTERS) {
      throw new Refusal("The URI has more than 4096 characters.");
    }
    if (!START.test(trimmed)) {
      throw new Refusal("This is no otpauth URI: it does not begin with otpauth://.");
    }
    let body = trimmed.replace(START, "");
    if (!this.parameters(split(body).query, false).has("secret") && body.includes("#")) {
      this.warnings.add("An unescaped # was taken for part of a name.");
      body = body.replaceAll("#", "%23");
    }
    const parts = split(body);
    const query = this.parameters(parts.query, true);
    const method = this.method(parts.type, query);
    const seed = this.seed(query);
    const label = this.label(parts.label);
    const issuer = this.issuer(query, label);
    const account: Account = {
      issuer: this.name("issuer", issuer),
      account: this.name("account", accountOf(label, issuer)),
      seed,
      method,
      extras: this.extras(query, method),
    };
    this.warnOfOddities(account);
    return { account, warnings: [...this.warnings] };
  }

  /** Values are left encoded; of a name that comes twice the first counts. */
  private parameters(query: string, warn: boolean): Map<string, string> {
    const found = new Map<string, string>();
    for (const piece of query.split("&").filter((text) => text !== "")) {
      const written = decodePercent(before(piece, "=")).text;
      const lower = written.toLowerCase();
      const name = KNOWN.includes(lower) ? lower : written;
      if (warn && name !== written) {
        this.warnings.add(`The parameter ${lower} is not in small letters.`);
      }
      if (!found.has(name)) {
        found.set(name, after(piece, "="));
      } else if (warn) {
        this.warnings.add(`The parameter ${brief(name)} is there twice: the first counts.`);
      }
    }
    return found;
  }

  private method(type: string, query: Map<string, string>): Method {
    if (type === "steam" || query.get("encoder")?.toLowerCase() === "steam" || query.has("steam")) {
      return STEAM;
    }
    const hash = this.hash(query);
    const digits = Number(this.number(query, "digits", 1n, 10n, BigInt(STANDARD.digits)));
    if (type === "hotp") {
      if (!query.has("counter")) {
        this.warnings.add("The URI has no counter: 0 is a guess, ask whoever gave it.");
      }
      return { type, hash, digits, counter: this.number(query, "counter", 0n, MOST_COUNTER, 0n) };
    }
    const period = Number(this.number(query, "period", 1n, 86_400n, BigInt(STANDARD.period)));
    return { type: "totp", hash, digits, period };
  }

  private hash(query: Map<string, string>): HashName {
    const name = this.decode(query.get("algorithm") ?? "SHA1");
    const size = ALGORITHM.exec(name.toUpperCase())?.[1];
    const hash = HASHES.find((known) => known === `SHA${size}`);
    if (hash === undefined) {
      throw new Refusal(`The algorithm “${brief(name)}” is not supported.`);
    }
    return hash;
  }

  private number(query: Map<string, string>, name: string, least: bigint, most: bigint, usual: bigint): bigint {
    const text = this.decode(query.get(name) ?? String(usual));
    const number = /^[0-9]{1,20}$/.test(text) ? BigInt(text) : -1n;
    if (number < least || number > most) {
      throw new Refusal(`${name} must be a number from ${least} to ${most}.`);
    }
    return number;
  }

  private seed(query: Map<string, string>): Account["seed"] {
    const encoded = query.get("secret");
    if (encoded === undefined) {
      throw new Refusal("The URI has no secret.");
    }
    const key = this.decode(encoded.replaceAll("+", " "));
    const seed = decodeBase32(key);
    if (hasLeftover(key)) {
      this.warnings.add("The key’s last character says more than fits: is the key complete?");
    }
    return seed;
  }

  /** A literal colon ends the issuer; an encoded one does when there is no literal one. */
  private label(raw: string): Label {
    const colon = raw.indexOf(":");
    if (colon >= 0) {
      const issuer = this.decode(raw.slice(0, colon));
      return halves(`${issuer}:${this.decode(raw.slice(colon + 1))}`, issuer.length);
    }
    const whole = this.decode(raw);
    const encoded = whole.indexOf(":");
    return encoded < 0 ? { issuer: "", account: whole, whole } : halves(whole, encoded);
  }

  /** The parameter's, and the label's without one. */
  private issuer(query: Map<string, string>, label: Label): string {
    const raw = query.get("issuer") ?? "";
    // Form encoders write a space as +; a label that says otherwise decides.
    const plus = this.decode(raw).trim();
    const space = this.decode(raw.replaceAll("+", " ")).trim();
    const issuer = label.whole.startsWith(`${plus}:`) ? plus : space;
    if (issuer === "") {
      return label.issuer;
    }
    if (label.issuer !== "" && !label.whole.startsWith(`${issuer}:`)) {
      this.warnings.add(
        `The issuer is “${plain(issuer)}” in one place and “${plain(label.issuer)}” in another: the first is taken.`,
      );
    }
    return issuer;
  }

  private name(what: string, text: string): string {
    if (!isPlain(text)) {
      this.warnings.add(`Control characters were removed from the ${what}.`);
    }
    const clean = plain(text).trim();
    if (clean.length > LONGEST_NAME) {
      throw new Refusal(`The ${what} has more than ${LONGEST_NAME} characters.`);
    }
    return clean;
  }

  /** A picture's address is dropped: who fetches it tells its owner who has the account. */
  private extras(query: Map<string, string>, method: Method): Record<string, string> {
    const foreign = method.type === "hotp" ? "period" : "counter";
    const kept = [...query].filter(([name]) => (name === foreign || ![...KNOWN, "steam"].includes(name)) && this.holds(name));
    return Object.fromEntries(kept.map(([name, value]) => [name, this.decode(value)]));
  }

  /** What a vault cannot keep would keep all others out of it, too. */
  private holds(name: string): boolean {
    const fits = utf8(name).length <= MOST_NAME_BYTES;
    if (!fits) {
      this.warnings.add("A parameter with a name of more than 1,024 bytes stays behind.");
    }
    return fits;
  }

  private warnOfOddities({ seed, method, issuer }: Account): void {
    if (seed.length < 10) {
      this.warnings.add(`The key is short: ${seed.length} bytes.`);
    }
    if (method.type !== "steam" && method.digits < STANDARD.digits) {
      this.warnings.add(`Its codes are short: ${method.digits} digits.`);
    }
    if (method.type === "totp" && method.period > 120) {
      this.warnings.add(`Its codes live long: ${method.period} seconds.`);
    }
    if (method.type === "totp" && issuer.toLowerCase() === "steam" && method.digits <= 6) {
      this.warnings.add("Steam’s own codes have letters: these digits may not be accepted there.");
    }
  }

  private decode(encoded: string): string {
    const decoded = decodePercent(encoded);
    if (!decoded.wellFormed) {
      this.warnings.add("Some characters could not be read and were replaced.");
    }
    return decoded.text;
  }
}

function split(body: string): { type: string; label: string; query: string } {
  const path = before(before(body, "#"), "?");
  const type = before(path, "/").toLowerCase();
  if (!TYPES.includes(type)) {
    throw new Refusal(`Accounts of the type “${brief(type)}” are not supported.`);
  }
  if (!path.includes("/")) {
    throw new Refusal(`The URI has no name: a / is missing after ${type}.`);
  }
  return { type, label: after(path, "/"), query: after(before(body, "#"), "?") };
}

function halves(whole: string, colon: number): Label {
  const issuer = whole.slice(0, colon).trim();
  const account = whole.slice(colon + 1).trim();
  return { issuer, account, whole: `${issuer}:${account}` };
}

/** What follows the issuer, which may have colons of its own. */
function accountOf(label: Label, issuer: string): string {
  const prefix = `${issuer}:`;
  return label.whole.startsWith(prefix) ? label.whole.slice(prefix.length) : label.account;
}

function before(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? text : text.slice(0, at);
}

function after(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? "" : text.slice(at + 1);
}
