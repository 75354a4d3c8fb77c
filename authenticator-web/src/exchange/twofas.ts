import { textOf } from "../bytes";
import { decodeBase32 } from "../otp/base32";
import { Refusal } from "../otp/refusal";
import { base64, openGcm, pbkdf2 } from "./crypto";
import type { Harvest } from "./harvest";
import { labelOf, readingOf } from "./raw";
import { opened, type Opening } from "./sealed";
import { Tree } from "./tree";

const ROUNDS = 10_000n;

/** 2FAS's backups, schema 1 to 4, plain and sealed. */
export async function readTwoFas(file: Tree, opening: Opening, harvest: Harvest): Promise<void> {
  const sealed = file.text("servicesEncrypted");
  const services = sealed === "" ? file.items("services") : (await unsealed(sealed, opening)).items();
  const groups = new Map(file.items("groups").map((group) => [group.text("id"), group.text("name")]));
  services.forEach((service, index) => {
    const otp = service.get("otp");
    const group = groups.get(service.text("groupId")) ?? "";
    harvest.take(labelOf(service.text("name"), otp.text("account"), index), () =>
      readingOf({
        issuer: first(otp.text("issuer"), service.text("name")),
        account: first(otp.text("account"), otp.text("label")),
        seed: decodeBase32(service.text("secret")),
        type: first(otp.text("tokenType"), "totp"),
        algorithm: first(otp.text("algorithm"), "SHA1"),
        digits: otp.number("digits", 6),
        period: otp.number("period", 30),
        counter: otp.number("counter", 0),
        tags: group === "" ? [] : [group],
      }),
    );
  });
}

function first(one: string, other: string): string {
  return one.trim() === "" ? other : one;
}

async function unsealed(sealed: string, opening: Opening): Promise<Tree> {
  const parts = sealed.split(":");
  if (parts.length !== 3) {
    throw new Refusal("Its sealed part is damaged, or cut short.");
  }
  const [text, salt, nonce] = parts.map(base64);
  if (text === undefined || salt === undefined || nonce === undefined) {
    throw new Refusal("Its sealed part is damaged, or cut short.");
  }
  const plain = await opened("2FAS backup", opening, async (password) => openGcm(await pbkdf2("SHA-256", password, salt, ROUNDS), nonce, text));
  return Tree.parse(textOf(plain) ?? "");
}
