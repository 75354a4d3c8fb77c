import { damaged } from "./vaulterror";

/** A number that is no whole one of 64 bits, kept as it was written. */
export class OtherNumber {
  constructor(readonly written: string) {}
}

export type Json = string | bigint | boolean | null | OtherNumber | readonly Json[] | Fields;
export type Fields = ReadonlyMap<string, Json>;

/** How much is read before it is refused. */
export interface JsonBounds {
  readonly depth: number;
  readonly text: number;
  readonly name: number;
  readonly number: number;
  readonly values: number;
  /** Whether of two fields of one name the last counts, as in everybody else's JSON. */
  readonly twice: boolean;
}

/** Those of docs/vault-format.md. */
const VAULT: JsonBounds = { depth: 8, text: 16 * 1024, name: 1024, number: 20, values: 2_000_000, twice: false };

/**
 * Reads one JSON object of a vault: no name twice in an object, nothing behind the end. JSON.parse
 * would take the last of two names and round numbers.
 */
export function readJson(text: string, what: string): Fields {
  // Never quotes the text, which may be a seed.
  const value = parseJson(text, VAULT, () => damaged(`The ${what} is no JSON within bounds.`));
  if (!isFields(value)) {
    throw damaged(`The ${what} is no JSON object.`);
  }
  return value;
}

/** @throws what {@link wrong} makes, for anything that is no JSON within bounds */
export function parseJson(text: string, bounds: JsonBounds, wrong: () => Error): Json {
  const scanner = new Scanner(text, bounds, wrong);
  const value = scanner.value(1);
  scanner.end();
  return value;
}

/** Writes what was read. */
export function writeJson(value: Json): string {
  if (isFields(value)) {
    return `{${[...value].map(([name, field]) => `${JSON.stringify(name)}:${writeJson(field)}`).join(",")}}`;
  }
  if (isList(value)) {
    return `[${value.map(writeJson).join(",")}]`;
  }
  if (typeof value === "bigint") {
    return value.toString();
  }
  return value instanceof OtherNumber ? value.written : JSON.stringify(value);
}

export function isFields(value: Json | undefined): value is Fields {
  return value instanceof Map;
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

class Scanner {
  private at = 0;
  private values = 0;

  constructor(
    private readonly text: string,
    private readonly bounds: JsonBounds,
    private readonly wrong: () => Error,
  ) {}

  value(depth: number): Json {
    if (++this.values > this.bounds.values) {
      throw this.wrong();
    }
    this.space();
    const next = this.text[this.at];
    if (next === '"') {
      return this.string(this.bounds.text);
    }
    if (next === "{" || next === "[") {
      if (depth > this.bounds.depth) {
        throw this.wrong();
      }
      this.at++;
      return next === "{" ? this.object(depth) : this.array(depth);
    }
    return this.word("true", true) ?? this.word("false", false) ?? (next === "n" ? this.nothing() : this.number());
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) {
      throw this.wrong();
    }
  }

  private object(depth: number): Fields {
    const fields = new Map<string, Json>();
    if (this.accept("}")) {
      return fields;
    }
    do {
      this.space();
      const name = this.string(this.bounds.name);
      if ((fields.has(name) && !this.bounds.twice) || !this.accept(":")) {
        throw this.wrong();
      }
      fields.set(name, this.value(depth + 1));
    } while (this.accept(","));
    this.expect("}");
    return fields;
  }

  private array(depth: number): Json[] {
    const items: Json[] = [];
    if (this.accept("]")) {
      return items;
    }
    do {
      items.push(this.value(depth + 1));
    } while (this.accept(","));
    this.expect("]");
    return items;
  }

  private string(longest: number): string {
    if (this.text[this.at] !== '"') {
      throw this.wrong();
    }
    const end = this.closingQuote();
    const raw = this.text.slice(this.at, end + 1);
    this.at = end + 1;
    const text = unescaped(raw);
    if (text === undefined || text.length > longest) {
      throw this.wrong();
    }
    return text;
  }

  /** The next quote with an even number of backslashes before it. */
  private closingQuote(): number {
    for (let quote = this.text.indexOf('"', this.at + 1); quote >= 0; quote = this.text.indexOf('"', quote + 1)) {
      let before = quote - 1;
      while (this.text[before] === "\\") {
        before--;
      }
      if ((quote - before) % 2 === 1) {
        return quote;
      }
    }
    throw this.wrong();
  }

  private number(): bigint | OtherNumber {
    const form = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
    form.lastIndex = this.at;
    const written = form.exec(this.text)?.[0];
    if (written === undefined || written.length > this.bounds.number) {
      throw this.wrong();
    }
    this.at += written.length;
    const number = /[.eE]/.test(written) ? undefined : BigInt(written);
    return number !== undefined && BigInt.asIntN(64, number) === number ? number : new OtherNumber(written);
  }

  private word<T>(word: string, meaning: T): T | undefined {
    if (!this.text.startsWith(word, this.at)) {
      return undefined;
    }
    this.at += word.length;
    return meaning;
  }

  private nothing(): null {
    if (this.word("null", true) === undefined) {
      throw this.wrong();
    }
    return null;
  }

  private accept(mark: string): boolean {
    this.space();
    const there = this.text[this.at] === mark;
    this.at += there ? 1 : 0;
    return there;
  }

  private expect(mark: string): void {
    if (!this.accept(mark)) {
      throw this.wrong();
    }
  }

  private space(): void {
    while (" \t\r\n".includes(this.text[this.at] ?? "x")) {
      this.at++;
    }
  }
}

/** What a string in quotes says; undefined when it holds what JSON does not allow. */
function unescaped(raw: string): string | undefined {
  try {
    const text: unknown = JSON.parse(raw);
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}
