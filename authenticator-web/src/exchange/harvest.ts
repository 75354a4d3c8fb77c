import type { Reading, Skipped } from "../otp/account";
import { Refusal } from "../otp/refusal";

const MOST_ACCOUNTS = 10_000;

/** Gathers accounts one by one: a bad one stops no other, and is named. */
export class Harvest {
  readonly readings: Reading[] = [];
  readonly skipped: Skipped[] = [];

  take(label: string, read: () => Reading): void {
    if (this.readings.length + this.skipped.length >= MOST_ACCOUNTS) {
      throw new Refusal("There are more than 10,000 accounts in it.");
    }
    try {
      this.readings.push(read());
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      this.skip(label, error.message);
    }
  }

  skip(name: string, why: string): void {
    this.skipped.push({ name, why });
  }
}
