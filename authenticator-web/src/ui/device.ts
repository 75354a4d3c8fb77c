import { randomBytes, type Bytes } from "../bytes";
import { Refusal } from "../otp/refusal";
import type { DeviceSecret, DeviceSlot } from "../vault/deviceslot";

/** The device's own lock (fingerprint, face, PIN), by WebAuthn and its PRF extension. */

const ES256 = -7;
const RS256 = -257;
const WAIT_MS = 120_000;

/** Whether there is a lock to ask; whether it can give a secret shows when it is asked. */
export async function deviceHasLock(): Promise<boolean> {
  return "PublicKeyCredential" in window && (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false));
}

/** Makes a credential on this device, and asks it for its secret. */
export async function newDeviceSecret(): Promise<DeviceSecret> {
  const salt = randomBytes(32);
  const made = await asked(
    navigator.credentials.create({
      publicKey: {
        rp: { name: "Countersign authenticator" },
        user: { id: randomBytes(16), name: "authenticator", displayName: "Countersign authenticator" },
        challenge: randomBytes(32),
        pubKeyCredParams: [ES256, RS256].map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { authenticatorAttachment: "platform", userVerification: "required" },
        extensions: { prf: { eval: { first: salt } } },
        timeout: WAIT_MS,
      },
    }),
  );
  const { prf } = made.getClientExtensionResults();
  if (prf?.enabled !== true) {
    throw new Refusal("This browser cannot use the device’s lock for this. Go on with the passphrase.");
  }
  const credential = new Uint8Array(made.rawId);
  // Some devices give it at once, others when they are asked again.
  return { credential, salt, secret: secretIn(made) ?? (await secretOf({ credential, salt })) };
}

/** What the credential of {@link slot} gives, after the owner's finger, face or PIN. */
export async function secretOf({ credential, salt }: Pick<DeviceSlot, "credential" | "salt">): Promise<Bytes> {
  const found = await asked(
    navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(32),
        allowCredentials: [{ type: "public-key", id: credential, transports: ["internal"] }],
        userVerification: "required",
        extensions: { prf: { eval: { first: salt } } },
        timeout: WAIT_MS,
      },
    }),
  );
  const secret = secretIn(found);
  if (secret === undefined) {
    throw new Refusal("The device gave no secret: use the passphrase.");
  }
  return secret;
}

function secretIn(credential: PublicKeyCredential): Bytes | undefined {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) {
    return undefined;
  }
  return first instanceof ArrayBuffer ? new Uint8Array(first) : Uint8Array.from(new Uint8Array(first.buffer, first.byteOffset, first.byteLength));
}

async function asked(asking: Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await asking.catch((error: unknown) => {
    if (error instanceof DOMException) {
      throw new Refusal("The device did not unlock: it was refused, or took too long. The passphrase always works.");
    }
    throw error;
  });
  if (!(credential instanceof PublicKeyCredential)) {
    throw new Refusal("The device gave nothing that this app can use.");
  }
  return credential;
}
