import { describe, expect, it } from "vitest";
import { textOf, utf8, type Bytes } from "../src/bytes";
import { exportAegis, exportSealedAegis, exportUris } from "../src/exchange/exporter";
import { NOTHING, type Gathering } from "../src/exchange/gathering";
import { exportToGoogle } from "../src/exchange/googleexport";
import { readFile } from "../src/exchange/importer";
import { writeOtpAuth } from "../src/exchange/uris";
import { readOtpAuth } from "../src/otp/otpauth";
import { deriveHere } from "../src/vault/argon2";
import { newEntry } from "../src/vault/entry";
import { scryptHere } from "../src/vault/scrypt";

const DERIVE = { argon2id: deriveHere, scrypt: scryptHere };
const URIS = [
  "otpauth://totp/Deno:Mason?secret=4SJHB4GSD43FZBAI7C2HLRJGPQ&issuer=Deno",
  "otpauth://totp/SPDX:James?secret=5OM4WOOGPLQEF6UGN3CPEOOLWU&issuer=SPDX&algorithm=SHA256&digits=7&period=20",
  "otpauth://hotp/WWE:Mason?secret=5VAML3X35THCEBVRLV24CGBKOY&issuer=WWE&algorithm=SHA512&digits=8&counter=9007199254740993",
  "otpauth://steam/Boeing:Sophia?secret=JRZCL47CMXVOQMNPZR2F7J4RGI&issuer=Boeing",
  "otpauth://totp/Big%26Small%3F:x%23y?secret=4SJHB4GSD43FZBAI7C2HLRJGPA&issuer=Big%26Small%3F&icon=%2A%27",
  "otpauth://totp/:a%3Ab?secret=4SJHB4GSD43FZBAI7C2HLRJGPE",
];
const ENTRIES = URIS.map((uri, index) => newEntry(`name ${index}`, readOtpAuth(uri).account, 0, { note: "n", tags: ["t", "u"] }));

function read(file: Bytes): Promise<Gathering> {
  return readFile(NOTHING, file, { passwords: async () => "a password", derive: DERIVE });
}

function uris({ readings }: Gathering): string[] {
  return readings.map(({ account }) => writeOtpAuth(account));
}

describe("what is exported reads back", () => {
  it("as a list of otpauth addresses", async () => {
    expect(textOf(exportUris(ENTRIES))?.split("\n")).toEqual([...URIS, ""]);
    expect(uris(await read(exportUris(ENTRIES)))).toEqual(URIS);
  });

  it.each(["plain", "sealed"])("as Aegis, %s", async (kind) => {
    const file = kind === "plain" ? exportAegis(ENTRIES) : await exportSealedAegis(ENTRIES, "a password", DERIVE);
    const found = await read(file);
    expect(uris(found)).toEqual(URIS.map((uri) => uri.replace("&icon=%2A%27", "")));
    expect(found.readings.every(({ notes }) => notes?.note === "n" && notes.tags?.join() === "t,u")).toBe(true);
    expect(textOf(file)?.includes("Mason")).toBe(kind === "plain");
  });

  it("as Google’s pictures, three accounts in each, and what they cannot say is named", async () => {
    const { uris: pictures, leftOut } = exportToGoogle([...ENTRIES, ...ENTRIES], -1234567);
    expect(pictures).toHaveLength(3);
    expect(leftOut.map(({ name }) => name)).toEqual(["name 1", "name 3", "name 1", "name 3"]);
    const found = await read(utf8([...pictures].reverse().join("\n")));
    expect(found.skipped).toEqual([]);
    expect(uris(found)).toHaveLength(8);
    expect(uris(found)).toContain(URIS[2]);
  });

  it("with the owner’s name where an account has none", () => {
    const nameless = newEntry("AWS root", { ...(ENTRIES[0]?.account ?? readOtpAuth(URIS[0] ?? "").account), issuer: "", account: "" }, 0);
    expect(textOf(exportUris([nameless]))).toMatch("otpauth://totp/AWS%20root?");
  });
});
