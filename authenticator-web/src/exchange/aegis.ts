import { concat, textOf, type Bytes } from "../bytes";
import { decodeBase32 } from "../otp/base32";
import { Refusal } from "../otp/refusal";
import type { Derivers } from "../vault/kdf";
import { base64, fromHex, openGcm, scrypt } from "./crypto";
import type { Harvest } from "./harvest";
import { labelOf, readingOf } from "./raw";
import { opened, type Opening } from "./sealed";
import { Tree } from "./tree";

/** Aegis Authenticator's vaults, plain and sealed. */

export const PASSWORD_SLOT = 1;
const MOST_SLOTS = 16;
const KEY_BYTES = 32;

export async function readAegis(file: Tree, opening: Opening, harvest: Harvest): Promise<void> {
  const plain = file.get("db");
  const db = plain.isObject() ? plain : Tree.parse(textOf(await unsealed(file, opening)) ?? "");
  const groups = new Map(db.items("groups").map((group) => [group.text("uuid"), group.text("name")]));
  db.items("entries").forEach((entry, index) => {
    const [issuer, account, info] = [entry.text("issuer"), entry.text("name"), entry.get("info")];
    harvest.take(labelOf(issuer, account, index), () =>
      readingOf({
        issuer,
        account,
        seed: decodeBase32(info.text("secret")),
        type: entry.text("type"),
        algorithm: info.has("algo") ? info.text("algo") : "SHA1",
        digits: info.number("digits", 6),
        period: info.number("period", 30),
        counter: info.number("counter", 0),
        note: entry.text("note"),
        tags: tagsOf(entry, groups).filter((tag) => tag !== ""),
      }),
    );
  });
}

/** Old versions have the name of one group, new ones the ids of several. */
function tagsOf(entry: Tree, groups: ReadonlyMap<string, string>): string[] {
  return entry.has("groups") ? entry.items("groups").map((id) => groups.get(id.text()) ?? "") : [entry.text("group")];
}

function unsealed(file: Tree, opening: Opening): Promise<Bytes> {
  const header = file.get("header");
  const slots = header.items("slots");
  if (slots.length > MOST_SLOTS) {
    throw new Refusal("It has more than 16 key slots.");
  }
  const parameters = header.get("params");
  const sealed = concat(base64(file.text("db")), fromHex(parameters.text("tag")));
  const nonce = fromHex(parameters.text("nonce"));
  return opened("Aegis vault", opening, async (password) => {
    for (const slot of slots.filter((candidate) => candidate.number("type", -1) === BigInt(PASSWORD_SLOT))) {
      const master = await masterKey(slot, password, opening.derive);
      if (master !== undefined) {
        return openGcm(master, nonce, sealed);
      }
    }
    return undefined;
  });
}

async function masterKey(slot: Tree, password: Bytes, derive: Derivers): Promise<Bytes | undefined> {
  const key = await scrypt(derive, password, fromHex(slot.text("salt")), slot.number("n", 0), slot.number("r", 0), slot.number("p", 0));
  const parameters = slot.get("key_params");
  const wrapped = concat(fromHex(slot.text("key")), fromHex(parameters.text("tag")));
  const master = await openGcm(key, fromHex(parameters.text("nonce")), wrapped);
  return master?.length === KEY_BYTES ? master : undefined;
}
