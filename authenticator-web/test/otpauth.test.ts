import { describe, expect, it } from "vitest";
import { decodeBase32, encodeBase32 } from "../src/otp/base32";
import { readOtpAuth } from "../src/otp/otpauth";
import { Refusal } from "../src/otp/refusal";

const KEY = "JBSWY3DPEHPK3PXP";

function read(rest: string) {
  return readOtpAuth(`otpauth://${rest.replaceAll("KEY", KEY)}`);
}

/** URIs as other programs write them, and what we make of each. */
describe("an otpauth URI is accepted", () => {
  it.each([
    ["totp/Example:alice@example.com?secret=KEY&issuer=Example", "Example", "alice@example.com"],
    ["totp/Example%3Aalice?secret=KEY", "Example", "alice"],
    ["totp/Example:%20alice?secret=jbsw%20y3dp-ehpk3pxp==", "Example", "alice"],
    ["totp/?secret=KEY&issuer=Example", "Example", ""],
    ["totp/Big%26Small%3F:x%23y?secret=KEY&issuer=Big%26Small%3F", "Big&Small?", "x#y"],
    ["totp/Air%20Canada:b?secret=KEY&issuer=Air+Canada", "Air Canada", "b"],
    ["totp/AWS:alice+root@example.com?secret=KEY&issuer=AWS", "AWS", "alice+root@example.com"],
    ["totp/C%2B%2B%20Club:b?secret=KEY&issuer=C%2B%2B+Club", "C++ Club", "b"],
    ["totp/Microsoft%3ACompany:user?secret=KEY&issuer=Microsoft%3ACompany", "Microsoft:Company", "user"],
    ["totp/%D8%AF:%F0%9F%94%91?secret=KEY", "د", "🔑"],
    ["totp/a?secret=KEY&image=file:///etc/passwd", "", "a"],
    ["totp/a?secret=KEY&digits=10&period=1", "", "a"],
    ["hotp/a?secret=KEY&counter=9223372036854775807", "", "a"],
    ["totp/root-account-mfa-device@123456789012?secret=KEY", "", "root-account-mfa-device@123456789012"],
  ])("%s", (uri, issuer, account) => {
    const reading = read(uri);
    expect(reading.account).toMatchObject({ issuer, account, extras: {} });
    expect(encodeBase32(reading.account.seed)).toBe(KEY);
    expect(reading.warnings).toEqual([]);
  });

  it.each(["sha-256", "HMACSHA256", "Algorithm.sha256", "SHA256"])("with the algorithm spelt %s", (name) => {
    expect(read(`totp/a?secret=KEY&algorithm=${name}`).account.method.hash).toBe("SHA256");
  });

  it("whatever the case of its scheme and type, and as apple-otpauth", () => {
    expect(readOtpAuth(`OTPAUTH://TOTP/a?secret=${KEY}`).account.account).toBe("a");
    expect(readOtpAuth(`apple-otpauth://totp/a?secret=${KEY}`).account.account).toBe("a");
  });

  it.each(["steam/Steam:user?secret=KEY", "totp/Steam:user?secret=KEY&encoder=steam"])("as Steam's: %s", (uri) => {
    expect(read(uri).account.method).toEqual({ type: "steam", hash: "SHA1", digits: 5, period: 30 });
  });

  it("with its unknown parameters kept", () => {
    expect(read("totp/a?secret=KEY&tags=work%20x").account.extras).toEqual({ tags: "work x" });
  });
});

describe("an otpauth URI is accepted with a warning", () => {
  it.each([
    ["TOTP/alice?SECRET=KEY", "small letters"],
    ["totp/C#%20shop:a?secret=KEY&issuer=C#%20shop", "unescaped #"],
    ["totp/A:b?secret=KEY&issuer=B", "“B” in one place and “A”"],
    ["totp/a?secret=JBSWY3DPEHPK3PX", "complete"],
    ["hotp/a?secret=KEY", "no counter"],
    ["totp/%E4?secret=KEY", "replaced"],
    ["totp/a?secret=KEY&secret=KEY", "twice"],
    ["totp/a%00b?secret=KEY", "Control characters"],
    ["totp/a%1B[2J?secret=KEY", "Control characters"],
    ["totp/a?secret=GE", "short"],
  ])("%s", (uri, warning) => {
    expect(read(uri).warnings.join(" ")).toContain(warning);
  });

  it("takes the first of two secrets and shows names without their control characters", () => {
    expect(encodeBase32(read("totp/a?secret=KEY&secret=GEZDGNBVGY3TQOJQ").account.seed)).toBe(KEY);
    expect(read("totp/a%00b?secret=KEY").account.account).toBe("ab");
  });
});

describe("an otpauth URI is refused", () => {
  it.each([
    ["totp/a?secret=JBSWY3DPEHPK3P", "14 characters"],
    ["totp/a?secret=JBSWY3DPEHPK3PX0", "letter O"],
    ["totp/a?secret=", "empty"],
    ["totp/a", "no secret"],
    ["totp/a?secret=KEY&digits=11", "digits"],
    ["totp/a?secret=KEY&digits=0", "digits"],
    ["totp/a?secret=KEY&digits=six", "digits"],
    ["totp/a?secret=KEY&period=0", "period"],
    ["totp/a?secret=KEY&period=-30", "period"],
    ["totp/a?secret=KEY&period=2147483648", "period"],
    ["totp/a?secret=KEY&algorithm=SHA3", "SHA3"],
    ["hotp/a?secret=KEY&counter=18446744073709551615", "counter"],
    ["yubico/a?secret=KEY", "yubico"],
    ["totp?secret=KEY", "no name"],
    [`totp/${"a".repeat(257)}?secret=KEY`, "256"],
    [`totp/${"a".repeat(4096)}?secret=KEY`, "4096"],
  ])("%s", (uri, why) => {
    expect(() => read(uri)).toThrow(Refusal);
    expect(() => read(uri)).toThrow(why);
  });

  it("without the secret in the message", () => {
    expect(() => read("totp/a?secret=JBSWY3DPEHPK3PX!")).not.toThrow(/JBSWY/);
    expect(() => readOtpAuth(`https://example.com/?secret=${KEY}`)).toThrow(/^((?!JBSWY).)*$/);
  });
});

/** RFC 4648 section 10. */
describe("Base32", () => {
  it.each([
    ["f", "MY"],
    ["fo", "MZXQ"],
    ["foo", "MZXW6"],
    ["foob", "MZXW6YQ"],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI"],
  ])("writes %s as %s and reads it", (text, encoded) => {
    expect(encodeBase32(new TextEncoder().encode(text))).toBe(encoded);
    expect(new TextDecoder().decode(decodeBase32(encoded.toLowerCase()))).toBe(text);
  });

  it("takes no letter that only looks like one of its own when made upper case", () => {
    expect(() => decodeBase32("ıııı")).toThrow(Refusal);
    expect(() => decodeBase32("ſſſſ")).toThrow(Refusal);
  });
});

describe("parameters that a vault cannot hold", () => {
  it.each(["x".repeat(1025), "é".repeat(513)])("stay behind, with a warning", (name) => {
    const { account, warnings } = readOtpAuth(`otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&${encodeURIComponent(name)}=1&kept=2`);
    expect(account.extras).toEqual({ kept: "2" });
    expect(warnings).toContain("A parameter with a name of more than 1,024 bytes stays behind.");
  });

  it("and those that it can are kept", () => {
    const name = "é".repeat(512);
    expect(readOtpAuth(`otpauth://totp/a?secret=JBSWY3DPEHPK3PXP&${encodeURIComponent(name)}=1`).account.extras).toEqual({ [name]: "1" });
  });
});
