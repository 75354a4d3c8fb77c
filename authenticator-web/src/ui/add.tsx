import { Page } from "./parts";
import { useSession } from "./session";

/** The ways to add an account, in the tutorials' words. */
export function Add() {
  const { go, back } = useSession();
  return (
    <Page title="Add account" lead="How did you get the account’s key?" back={back}>
      <div class="ways">
        <button type="button" class="choice way" onClick={() => go({ at: "scan" })}>
          <strong>Scan account barcode</strong>
          <span>A QR code is on another screen or in a picture.</span>
        </button>
        <button type="button" class="choice way" onClick={() => go({ at: "manual" })}>
          <strong>Manually add account</strong>
          <span>You have a secret configuration key to type or paste.</span>
        </button>
        <button type="button" class="choice way" onClick={() => go({ at: "import" })}>
          <strong>Import accounts</strong>
          <span>What another authenticator app exported, a list of addresses, a backup.</span>
        </button>
      </div>
    </Page>
  );
}
