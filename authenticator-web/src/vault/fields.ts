import { isFields, isList, type Fields, type Json } from "./json";
import { damaged } from "./vaulterror";

/** Asks an object for its fields; what is not there means that the vault is damaged. */
export class FieldReader {
  constructor(
    private readonly fields: Fields,
    private readonly what: string,
  ) {}

  has(name: string): boolean {
    return this.fields.has(name);
  }

  text(name: string): string {
    const value = this.fields.get(name);
    if (typeof value !== "string") {
      throw this.missing(name);
    }
    return value;
  }

  big(name: string): bigint {
    const value = this.fields.get(name);
    if (typeof value !== "bigint") {
      throw this.missing(name);
    }
    return value;
  }

  number(name: string, least: number, most: number): number {
    const value = this.big(name);
    if (value < BigInt(least) || value > BigInt(most)) {
      throw damaged(`The ${this.what}’s ${name} is out of bounds.`);
    }
    return Number(value);
  }

  objects(name: string, most: number): FieldReader[] {
    return this.anything(name, most).map((item) => {
      if (!isFields(item)) {
        throw this.missing(name);
      }
      return new FieldReader(item, this.what);
    });
  }

  textList(name: string, most: number): string[] {
    return this.anything(name, most).map((item) => {
      if (typeof item !== "string") {
        throw this.missing(name);
      }
      return item;
    });
  }

  texts(name: string): Record<string, string> {
    const value = this.fields.get(name);
    if (!isFields(value)) {
      throw this.missing(name);
    }
    const texts = [...value].map(([key, text]): [string, string] => {
      if (typeof text !== "string") {
        throw this.missing(name);
      }
      return [key, text];
    });
    return Object.fromEntries(texts);
  }

  /** A field that we do not know would be lost at the next writing. */
  refuseOthers(known: readonly string[]): void {
    if ([...this.fields.keys()].some((name) => !known.includes(name))) {
      throw damaged(`The ${this.what} has a field that its version does not have.`);
    }
  }

  anything(name: string, most: number): readonly Json[] {
    const value = this.fields.get(name);
    if (!isList(value)) {
      throw this.missing(name);
    }
    if (value.length > most) {
      throw damaged(`The ${this.what} has more than ${most} ${name}.`);
    }
    return value;
  }

  private missing(name: string): Error {
    return damaged(`The ${this.what}’s ${name} is missing or of a wrong kind.`);
  }
}
