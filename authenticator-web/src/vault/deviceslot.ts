import { toBase64, utf8, type Bytes } from "../bytes";
import { importKey, seal, unseal } from "./aead";

/**
 * A way to the data key that this device alone has: the key wrapped by what a WebAuthn credential of
 * it gives for {@link salt} (its PRF). It is kept beside the vault and never in it, since elsewhere
 * it opens nothing.
 */
export interface DeviceSlot {
  readonly vault: string;
  readonly credential: Bytes;
  readonly salt: Bytes;
  readonly wrapped: Bytes;
}

/** A credential, and what it gives for {@link salt}. */
export interface DeviceSecret {
  readonly credential: Bytes;
  readonly salt: Bytes;
  readonly secret: Bytes;
}

export async function wrapForDevice(dataKey: Bytes, vault: string, { credential, salt, secret }: DeviceSecret): Promise<DeviceSlot> {
  const wrapped = await seal(await keyFrom(secret), dataKey, associated(vault, credential));
  return { vault, credential, salt, wrapped };
}

/** The data key; undefined when the secret is another, or the slot was changed. */
export async function unwrapByDevice(slot: DeviceSlot, secret: Bytes): Promise<Bytes | undefined> {
  return unseal(await keyFrom(secret), slot.wrapped, associated(slot.vault, slot.credential));
}

async function keyFrom(secret: Bytes): Promise<CryptoKey> {
  const drawn = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8("countersign device slot") };
  return importKey(new Uint8Array(await crypto.subtle.deriveBits(how, drawn, 256)));
}

function associated(vault: string, credential: Bytes): Bytes {
  return utf8(["countersign vault slot", vault, "webauthn-prf", toBase64(credential)].join("\n"));
}
