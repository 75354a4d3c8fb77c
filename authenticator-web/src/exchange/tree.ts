import { Refusal } from "../otp/refusal";
import { isFields, isList, parseJson, type Json, type JsonBounds } from "../vault/json";

const BOUNDS: JsonBounds = { depth: 32, text: 16 * 1024 * 1024, name: 4096, number: 32, values: 500_000, twice: true };

/** Somebody else's JSON: read within bounds, and asked without complaint for what is not there. */
export class Tree {
  private constructor(private readonly value: Json | undefined) {}

  static parse(text: string): Tree {
    return new Tree(parseJson(text, BOUNDS, () => new Refusal("It is no JSON within bounds: is it damaged, or cut short?")));
  }

  isObject(): boolean {
    return isFields(this.value);
  }

  isList(): boolean {
    return isList(this.value);
  }

  has(name: string): boolean {
    const { value } = this.get(name);
    return value !== undefined && value !== null;
  }

  isTrue(name: string): boolean {
    return this.get(name).value === true;
  }

  get(name: string): Tree {
    return new Tree(isFields(this.value) ? this.value.get(name) : undefined);
  }

  items(name?: string): Tree[] {
    const { value } = name === undefined ? this : this.get(name);
    return isList(value) ? value.map((item) => new Tree(item)) : [];
  }

  /** Empty when there is no such text. */
  text(name?: string): string {
    const { value } = name === undefined ? this : this.get(name);
    return typeof value === "string" ? value : "";
  }

  /** The number, also one written as text; {@link usual} when there is none. */
  number(name: string, usual: number): bigint {
    return this.has(name) ? this.get(name).asNumber() : BigInt(usual);
  }

  asNumber(): bigint {
    if (typeof this.value === "bigint") {
      return this.value;
    }
    const text = this.text().trim();
    if (!/^[+-]?[0-9]{1,19}$/.test(text)) {
      throw new Refusal("A number in it is none.");
    }
    return BigInt(text.replace("+", ""));
  }

  /** A number that has to be there, from {@link least} to {@link most}. */
  bounded(name: string, least: number, most: number): number {
    const number = this.number(name, least - 1);
    if (number < BigInt(least) || number > BigInt(most)) {
      throw new Refusal(`Its ${name} is refused: it must be ${least} to ${most}.`);
    }
    return Number(number);
  }
}
