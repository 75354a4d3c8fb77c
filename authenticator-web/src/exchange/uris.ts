import { utf8 } from "../bytes";
import type { Account } from "../otp/account";
import { encodeBase32 } from "../otp/base32";
import { STANDARD } from "../otp/method";

/** The canonical otpauth URI, with the secret in it; the defaults SHA1, 6 and 30 are left out. */
export function writeOtpAuth({ issuer, account, seed, method, extras }: Account): string {
  // A colon in an account without an issuer would be read as the end of one.
  const separator = issuer === "" && !account.includes(":") ? "" : ":";
  const label = `${encoded(issuer)}${separator}${encoded(account).replaceAll("%40", "@")}`;
  const steam = method.type === "steam";
  const parameters = [
    `secret=${encodeBase32(seed)}`,
    ...(issuer === "" ? [] : [`issuer=${encoded(issuer)}`]),
    ...(method.hash === STANDARD.hash ? [] : [`algorithm=${method.hash}`]),
    ...(method.digits === STANDARD.digits || steam ? [] : [`digits=${method.digits}`]),
    ...(method.type === "totp" && method.period !== STANDARD.period ? [`period=${method.period}`] : []),
    ...(method.type === "hotp" ? [`counter=${method.counter}`] : []),
    ...Object.entries(extras).map(([name, value]) => `${encoded(name)}=${encoded(value)}`),
  ];
  return `otpauth://${method.type}/${label}?${parameters.join("&")}`;
}

/** RFC 3986, of UTF-8 that has no half characters; what encodeURIComponent leaves of the reserved characters is encoded too. */
function encoded(text: string): string {
  const marked = encodeURIComponent(new TextDecoder().decode(utf8(text)));
  return marked.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
