import { damaged } from "./vaulterror";

const DEEPEST = 8;
const LONGEST_TEXT = 16 * 1024;
const LONGEST_NAME = 1024;

export type Json = string | bigint | readonly Json[] | Fields;
export type Fields = ReadonlyMap<string, Json>;

/**
 * Reads one JSON object within the bounds of docs/vault-format.md: no name twice in an object, whole
 * numbers only, nothing behind the end. JSON.parse would take the last of two names and round numbers.
 */
export function readJson(text: string, what: string): Fields {
  const scanner = new Scanner(text, what);
  const value = scanner.value(1);
  scanner.end();
  if (!isFields(value)) {
    throw damaged(`The ${what} is no JSON object.`);
  }
  return value;
}

export function isFields(value: Json | undefined): value is Fields {
  return value instanceof Map;
}

class Scanner {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly what: string,
  ) {}

  value(depth: number): Json {
    this.space();
    const next = this.text[this.at];
    if (next === '"') {
      return this.string(LONGEST_TEXT);
    }
    if (next === "{" || next === "[") {
      if (depth > DEEPEST) {
        throw this.wrong();
      }
      this.at++;
      return next === "{" ? this.object(depth) : this.array(depth);
    }
    return this.number();
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
      const name = this.string(LONGEST_NAME);
      if (fields.has(name) || !this.accept(":")) {
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
    const raw = this.match(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
    // What has this form is one string to JSON.parse.
    const text: unknown = JSON.parse(raw);
    if (typeof text !== "string" || text.length > longest) {
      throw this.wrong();
    }
    return text;
  }

  private number(): bigint {
    const digits = this.match(/-?(?:0|[1-9][0-9]{0,18})(?![0-9.eE])/y);
    const number = BigInt(digits);
    if (BigInt.asIntN(64, number) !== number) {
      throw this.wrong();
    }
    return number;
  }

  private match(form: RegExp): string {
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0];
    if (found === undefined) {
      throw this.wrong();
    }
    this.at += found.length;
    return found;
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

  /** Never quotes the text, which may be a seed. */
  private wrong(): Error {
    return damaged(`The ${this.what} is no JSON within bounds.`);
  }
}
