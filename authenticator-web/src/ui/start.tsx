import { useEffect, useState } from "preact/hooks";
import { OpenVault, type Surroundings } from "../store/openvault";
import { MOST_BYTES } from "../vault/format";
import { VaultError } from "../vault/vaulterror";
import { secretOf } from "./device";
import { Field, Note, Page, Problem, Submit, textIn, useTask } from "./parts";
import { NewPassphrase, WhoseForPasswordManagers, newPassphraseIn } from "./passphrase";

type Opened = (vault: OpenVault) => void;

/** First start: a passphrase makes the vault. */
export function FirstStart(props: { around: Surroundings; evicted: boolean; opened: Opened; restore: () => void }) {
  const { busy, problem, run } = useTask();

  return (
    <Page title={props.evicted ? "Your accounts are gone from this browser" : "Set a passphrase"}>
      {props.evicted ? (
        <Note kind="problem">
          <p>
            This browser has deleted the app’s data, as browsers do when space runs out or site data is cleared.
            Restore your last backup, or start with an empty list.
          </p>
        </Note>
      ) : (
        <p class="lead">
          It encrypts your accounts on this device. Nobody can reset it, we do not know it, and without it
          the accounts and their backups stay closed. Four random words are good.
        </p>
      )}
      <Problem text={problem} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(async () => props.opened(await OpenVault.create(props.around, newPassphraseIn(form))));
        }}
      >
        <WhoseForPasswordManagers />
        <NewPassphrase label="Passphrase" />
        <div class="actions">
          <Submit busy={busy}>{busy ? "Encrypting…" : "Start"}</Submit>
          <button type="button" class="btn btn-link" onClick={props.restore}>Restore a backup</button>
        </div>
      </form>
    </Page>
  );
}

/** The passphrase opens the vault that is here. */
export function Unlock(props: { around: Surroundings; why: string | undefined; opened: Opened }) {
  const { busy, problem, run } = useTask();
  const [damaged, setDamaged] = useState(false);
  const [byDevice, setByDevice] = useState<boolean | undefined>();

  useEffect(() => {
    props.around.store.deviceSlot().then((slot) => setByDevice(slot !== undefined), () => setByDevice(false));
  }, []);

  async function unlock(passphrase: string, before: boolean) {
    try {
      props.opened(await (before ? OpenVault.unlockBefore : OpenVault.unlock)(props.around, passphrase));
    } catch (error) {
      const kept = error instanceof VaultError && error.kind === "damaged" && (await props.around.store.previous());
      setDamaged(Boolean(kept));
      throw error;
    }
  }

  if (byDevice === undefined) {
    return null;
  }
  return (
    <Page title="Unlock" lead="Your accounts are encrypted on this device.">
      {props.why && <Note kind="care"><p>{props.why}</p></Note>}
      <Problem text={problem} />
      {byDevice && (
        <div class="by-device">
          <button type="button" class="btn btn-primary" disabled={busy} onClick={() => run(async () => props.opened(await OpenVault.unlockByDevice(props.around, secretOf)))}>
            Unlock with this device
          </button>
        </div>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const before = event.submitter?.getAttribute("name") === "before";
          const passphrase = textIn(event.currentTarget, "passphrase");
          run(() => unlock(passphrase, before));
        }}
      >
        <WhoseForPasswordManagers />
        <Field label="Passphrase" name="passphrase" kind="password" autocomplete="current-password" />
        <div class="actions">
          <Submit busy={busy} plain={byDevice}>{busy ? "Opening…" : "Unlock"}</Submit>
          {damaged && (
            <button type="submit" name="before" class="btn btn-plain" disabled={busy}>
              Open it as it was before the last change
            </button>
          )}
        </div>
      </form>
    </Page>
  );
}

/** A backup becomes the vault of this browser. */
export function RestoreHere(props: { around: Surroundings; opened: Opened; back: () => void }) {
  const { busy, problem, run } = useTask();
  return (
    <Page title="Restore a backup" lead="Choose the backup file and type the passphrase it was made with." back={props.back}>
      <Problem text={problem} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(async () => {
            const bytes = await chosenFile(form);
            props.opened(await OpenVault.restore(props.around, bytes, textIn(form, "passphrase")));
          });
        }}
      >
        <BackupFields />
        <div class="actions"><Submit busy={busy}>{busy ? "Opening…" : "Restore"}</Submit></div>
      </form>
    </Page>
  );
}

export function BackupFields() {
  return (
    <>
      <WhoseForPasswordManagers />
      <div class="field">
        <label class="form-label" for="backup-file">Backup file</label>
        <input id="backup-file" name="file" type="file" class="form-control" />
      </div>
      <Field label="Passphrase of the backup" name="passphrase" kind="password" autocomplete="current-password" />
    </>
  );
}

export async function chosenFile(form: HTMLFormElement): Promise<Uint8Array<ArrayBuffer>> {
  const file = new FormData(form).get("file");
  if (!(file instanceof File) || file.size === 0) {
    throw new VaultError("damaged", "Choose the backup file first.");
  }
  if (file.size > MOST_BYTES) {
    throw new VaultError("damaged", "This file has more than 16 MiB: no backup is that large.");
  }
  return new Uint8Array(await file.arrayBuffer());
}
