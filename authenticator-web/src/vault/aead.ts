import { concat, randomBytes, type Bytes } from "../bytes";

export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** A key that the page can use and cannot read out. */
export function importKey(raw: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Nonce, then AES-256-GCM of the text with its tag. */
export async function seal(key: CryptoKey, text: Bytes, associated: Bytes): Promise<Bytes> {
  const iv = randomBytes(NONCE_BYTES);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: associated }, key, text);
  return concat(iv, new Uint8Array(sealed));
}

/** Undefined when the key is another or anything was changed. */
export async function unseal(key: CryptoKey, sealed: Bytes, associated: Bytes): Promise<Bytes | undefined> {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) {
    return undefined;
  }
  const iv = sealed.subarray(0, NONCE_BYTES);
  try {
    const algorithm = { name: "AES-GCM", iv, additionalData: associated };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.subarray(NONCE_BYTES)));
  } catch {
    return undefined;
  }
}
