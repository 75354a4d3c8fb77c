import { describe, expect, it } from "vitest";
import { toBase64 } from "../src/bytes";
import { encodeBase32 } from "../src/otp/base32";
import { readMigration } from "../src/otp/migration";

const DATA =
  "Cm0KKK6aVGhRUUTMpHrenNr1y6vb0%2B8u13u4HK%2B6VcClvL7SHBIeGmQbk%2BcSJkFtYXpvbiBXZWIgU2VydmljZXM6YWxpY2VAMTIzNDU2Nz" +
  "g5MDEyGhNBbWF6b24gV2ViIFNlcnZpY2VzIAEoATACCiIKCkhlbGxvId6tvu8SA2JvYhoHRXhhbXBsZSABKAEwATgHEAEYASAAKPnStP%2F%2F%2" +
  "F%2F%2F%2F%2FwE%3D";

describe("an export of Google Authenticator", () => {
  it.each([
    ["as it is in the picture", DATA],
    ["not percent-encoded", decodeURIComponent(DATA)],
    ["in the URL-safe alphabet without padding", decodeURIComponent(DATA).replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_")],
    ["with spaces where a plus was", decodeURIComponent(DATA).replace(/\+/g, " ")],
  ])("is read %s", (_, data) => {
    const batch = readMigration(`otpauth-migration://offline?data=${data}`);
    expect(batch).toMatchObject({ id: BigInt.asUintN(32, -1234567n), size: 1, index: 0 });
    expect(batch.accounts.map(({ issuer, account, method }) => ({ issuer, account, method }))).toEqual([
      {
        issuer: "Amazon Web Services",
        account: "alice@123456789012",
        method: { type: "totp", hash: "SHA1", digits: 6, period: 30 },
      },
      { issuer: "Example", account: "bob", method: { type: "hotp", hash: "SHA1", digits: 6, counter: 7n } },
    ]);
    expect(encodeBase32(batch.accounts[0]?.seed ?? new Uint8Array())).toBe(
      "V2NFI2CRKFCMZJD232ONV5OLVPN5H3ZO2553QHFPXJK4BJN4X3JBYEQ6DJSBXE7H",
    );
  });

  it.each(["", "data=", "data=%%%", "data=CgUKAw"].map((query) => [query]))("is refused when damaged: %s", (query) => {
    const read = () => readMigration(`otpauth-migration://offline?${query}`);
    query === "data=" ? expect(read().accounts).toEqual([]) : expect(read).toThrow(/export/);
  });

  it("names an account that it cannot read, and reads the others", () => {
    // No key at all; MD5; a good one.
    const accounts = [[0x12, 1, 0x61], [0x0a, 1, 1, 0x12, 1, 0x62, 0x20, 4], [0x0a, 1, 1, 0x12, 1, 0x63]];
    const message = accounts.flatMap((account) => [0x0a, account.length, ...account]);
    const batch = readMigration(`otpauth-migration://offline?data=${toBase64(Uint8Array.from(message))}`);
    expect(batch.accounts.map(({ account }) => account)).toEqual(["c"]);
    expect(batch.skipped).toEqual([{ name: "a", why: "It has no key." }, { name: "b", why: "Its algorithm is not supported." }]);
  });
});
