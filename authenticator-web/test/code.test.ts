import { describe, expect, it } from "vitest";
import { utf8 } from "../src/bytes";
import { decodeBase32 } from "../src/otp/base32";
import { codeOf, grouped, stepAt } from "../src/otp/code";
import { STANDARD, STEAM, type HashName } from "../src/otp/method";

const ASCII = "1234567890".repeat(7);

/** RFC 4226 appendix D. */
describe("HOTP", () => {
  const codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
  it.each(codes.map((code, counter) => [counter, code] as const))(
    "gives at counter %i the code %s",
    async (counter, code) => {
      const method = { type: "hotp", hash: "SHA1", digits: 6, counter: BigInt(counter) } as const;
      expect(await codeOf(utf8(ASCII.slice(0, 20)), method, method.counter)).toBe(code);
    },
  );
});

/** RFC 6238 appendix B; the keys have 20, 32 and 64 bytes. */
describe("TOTP", () => {
  const lengths: Record<HashName, number> = { SHA1: 20, SHA256: 32, SHA512: 64 };
  it.each<[number, HashName, string]>([
    [59, "SHA1", "94287082"],
    [59, "SHA256", "46119246"],
    [59, "SHA512", "90693936"],
    [1111111109, "SHA1", "07081804"],
    [1111111109, "SHA256", "68084774"],
    [1111111109, "SHA512", "25091201"],
    [1111111111, "SHA1", "14050471"],
    [1111111111, "SHA256", "67062674"],
    [1111111111, "SHA512", "99943326"],
    [1234567890, "SHA1", "89005924"],
    [1234567890, "SHA256", "91819424"],
    [1234567890, "SHA512", "93441116"],
    [2000000000, "SHA1", "69279037"],
    [2000000000, "SHA256", "90698825"],
    [2000000000, "SHA512", "38618901"],
    [20000000000, "SHA1", "65353130"],
    [20000000000, "SHA256", "77737706"],
    [20000000000, "SHA512", "47863826"],
  ])("gives at %i s with %s the code %s", async (seconds, hash, code) => {
    const method = { ...STANDARD, hash, digits: 8 };
    expect(await codeOf(utf8(ASCII.slice(0, lengths[hash])), method, stepAt(method, seconds * 1000))).toBe(code);
  });

  it.each([
    [0, "746723"],
    [29, "746723"],
    [30, "687107"],
    [1111111109, "000760"],
    [1700000000, "315474"],
    [1735689599, "774016"],
    [1735689600, "651196"],
    [20000000000, "739577"],
  ])("agrees with oathtool on a key as AWS gives it, at %i s", async (seconds, code) => {
    const seed = decodeBase32("V2NFI2CRKFCMZJD232ONV5OLVPN5H3ZO2553QHFPXJK4BJN4X3JBYEQ6DJSBXE7H");
    expect(await codeOf(seed, STANDARD, stepAt(STANDARD, seconds * 1000))).toBe(code);
  });

  it("refuses times before 1970", () => {
    expect(() => stepAt(STANDARD, -1)).toThrow(RangeError);
  });

  it("gives ten digits whose first is 0, 1 or 2", async () => {
    const method = { ...STANDARD, digits: 10 };
    expect(await codeOf(utf8(ASCII.slice(0, 20)), method, 1)).toBe("1094287082");
  });
});

describe("Steam", () => {
  it.each([
    [1511200518, "FR8RV"],
    [1511200714, "9P3VP"],
  ])("gives at %i s the code %s", async (seconds, code) => {
    const seed = decodeBase32("63BEDWCQZKTQWPESARIERL5DTTQFCJTK");
    expect(await codeOf(seed, STEAM, stepAt(STEAM, seconds * 1000))).toBe(code);
  });
});

describe("a code on the screen", () => {
  it.each([
    ["123456", "123 456"],
    ["1234567", "123 4567"],
    ["1234567890", "123 456 7890"],
    ["12345678", "1234 5678"],
    ["FR8RV", "FR8RV"],
  ])("is grouped: %s as %s", (code, shown) => {
    expect(grouped(code)).toBe(shown);
  });
});
