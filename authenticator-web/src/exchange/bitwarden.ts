import { sameBytes, textOf, utf8, type Bytes } from "../bytes";
import type { Reading } from "../otp/account";
import { Refusal } from "../otp/refusal";
import type { Derivers } from "../vault/kdf";
import { argon2id, base64, hmacSha256, openCbc, pbkdf2, sha256 } from "./crypto";
import type { Harvest } from "./harvest";
import { looseReading } from "./loose";
import { labelOf, notesOf } from "./raw";
import { opened, type Opening } from "./sealed";
import { Tree } from "./tree";

/** Exports of Bitwarden and of Bitwarden Authenticator, plain or sealed by a password. */
export async function readBitwarden(file: Tree, opening: Opening, harvest: Harvest): Promise<void> {
  const plain = file.isTrue("encrypted") ? await unsealed(file, opening) : file;
  plain.items("items").forEach((item, index) => {
    const login = item.get("login");
    if (login.text("totp").trim() !== "") {
      harvest.take(labelOf(item.text("name"), login.text("username"), index), () => readingOfItem(item));
    }
  });
}

function readingOfItem(item: Tree): Reading {
  const login = item.get("login");
  const { account, warnings } = looseReading(login.text("totp"), item.text("name"), login.text("username"));
  const said = [...warnings];
  return { account, notes: notesOf(item.text("notes"), [], said), warnings: said };
}

async function unsealed(file: Tree, opening: Opening): Promise<Tree> {
  if (!file.isTrue("passwordProtected")) {
    throw new Refusal("This Bitwarden export is tied to its account, and only Bitwarden opens it: export again, protected by a password.");
  }
  const parts = file.text("data").split("|");
  if (parts.length !== 3 || !parts[0]?.startsWith("2.")) {
    throw new Refusal("Its sealed part is damaged, or of a later version.");
  }
  const [iv, text, said] = [parts[0].slice(2), parts[1] ?? "", parts[2] ?? ""].map(base64);
  if (iv === undefined || text === undefined || said === undefined) {
    throw new Refusal("Its sealed part is damaged, or cut short.");
  }
  const plain = await opened("Bitwarden export", opening, async (password) => {
    const master = await masterKey(file, password, opening.derive);
    const mac = await hmacSha256(await expand(master, "mac"), iv, text);
    return sameBytes(mac, said) ? openCbc(await expand(master, "enc"), iv, text) : undefined;
  });
  return Tree.parse(textOf(plain) ?? "");
}

/** The salt is the Base64 text itself, undecoded. */
async function masterKey(file: Tree, password: Bytes, derive: Derivers): Promise<Bytes> {
  const salt = utf8(file.text("salt"));
  const rounds = file.number("kdfIterations", 0);
  const kind = file.number("kdfType", -1);
  if (kind === 0n) {
    return pbkdf2("SHA-256", password, salt, rounds);
  }
  if (kind !== 1n) {
    throw new Refusal("It is sealed in a way that is not known here.");
  }
  const bytes = BigInt(file.bounded("kdfMemory", 1, 1024)) << 20n;
  return argon2id(derive, password, await sha256(salt), rounds, bytes, file.number("kdfParallelism", 0));
}

/** HKDF-Expand (RFC 5869) of one block. */
function expand(key: Bytes, info: string): Promise<Bytes> {
  return hmacSha256(key, utf8(info), Uint8Array.of(1));
}
