import type { Reading } from "../otp/account";
import { decodeBase32 } from "../otp/base32";
import { isOtpAuth, isSteam, readOtpAuth, readSteam } from "../otp/otpauth";
import { plain } from "../otp/plain";
import { readingOf } from "./raw";

/** A URI, a steam:// one, or a bare key, as password managers keep them beside a name. */
export function looseReading(text: string, issuer: string, account: string): Reading {
  if (isOtpAuth(text)) {
    const reading = readOtpAuth(text);
    const nameless = reading.account.issuer === "" && reading.account.account === "";
    return nameless ? { ...reading, account: { ...reading.account, issuer: plain(issuer), account: plain(account) } } : reading;
  }
  const seed = isSteam(text) ? readSteam(text).account.seed : decodeBase32(text.trim());
  return readingOf({ issuer, account, seed, type: isSteam(text) ? "steam" : "totp" });
}
