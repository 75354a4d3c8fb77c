import { useState } from "preact/hooks";
import { OpenVault, type Surroundings } from "../store/openvault";
import { VaultError } from "../vault/vaulterror";
import { SHORTEST_PASSPHRASE, strengthOf, type Strength } from "../strength";
import { Field, Note, Page, Problem, Submit, textIn, useTask } from "./parts";

const STRENGTHS: Record<Strength, string> = {
  short: `Too short yet: at least ${SHORTEST_PASSPHRASE} characters.`,
  weak: "Weak: who steals a backup could guess it.",
  fair: "Fair. Another word makes it strong.",
  strong: "Strong.",
};

type Opened = (vault: OpenVault) => void;

/** First start: a passphrase makes the vault. */
export function FirstStart(props: { around: Surroundings; evicted: boolean; opened: Opened; restore: () => void }) {
  const [strength, setStrength] = useState<Strength | undefined>();
  const { busy, problem, run, refuse } = useTask();

  function create(form: HTMLFormElement) {
    const passphrase = textIn(form, "passphrase");
    if (strengthOf(passphrase) === "short") {
      return refuse(`Choose a passphrase of at least ${SHORTEST_PASSPHRASE} characters.`);
    }
    if (passphrase !== textIn(form, "again")) {
      return refuse("The two passphrases are not the same.");
    }
    run(async () => props.opened(await OpenVault.create(props.around, passphrase)));
  }

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
          create(event.currentTarget);
        }}
      >
        <WhoseForPasswordManagers />
        <Field
          label="Passphrase"
          name="passphrase"
          kind="password"
          autocomplete="new-password"
          onInput={(value) => setStrength(value === "" ? undefined : strengthOf(value))}
        />
        <div class="strength" aria-live="polite">
          {strength && (
            <>
              <span class={`strength-bar strength-${strength}`} aria-hidden="true" />
              {STRENGTHS[strength]}
            </>
          )}
        </div>
        <Field label="The same passphrase again" name="again" kind="password" autocomplete="new-password" />
        <div class="actions">
          <Submit busy={busy}>{busy ? "Encrypting…" : "Start"}</Submit>
          <button type="button" class="btn btn-link" onClick={props.restore}>Restore a backup</button>
        </div>
      </form>
    </Page>
  );
}

/** The passphrase opens the vault that is here. */
export function Unlock(props: { around: Surroundings; opened: Opened }) {
  const { busy, problem, run } = useTask();
  const [damaged, setDamaged] = useState(false);

  async function unlock(passphrase: string, before: boolean) {
    try {
      props.opened(await (before ? OpenVault.unlockBefore : OpenVault.unlock)(props.around, passphrase));
    } catch (error) {
      const kept = error instanceof VaultError && error.kind === "damaged" && (await props.around.store.previous());
      setDamaged(Boolean(kept));
      throw error;
    }
  }

  return (
    <Page title="Unlock" lead="Your accounts are encrypted on this device.">
      <Problem text={problem} />
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
          <Submit busy={busy}>{busy ? "Opening…" : "Unlock"}</Submit>
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

/** Password managers file a passphrase under a name, which people need not see. */
function WhoseForPasswordManagers() {
  return <input type="text" name="username" autocomplete="username" defaultValue="Countersign authenticator" hidden readOnly />;
}

export async function chosenFile(form: HTMLFormElement): Promise<Uint8Array<ArrayBuffer>> {
  const file = new FormData(form).get("file");
  if (!(file instanceof File) || file.size === 0) {
    throw new VaultError("damaged", "Choose the backup file first.");
  }
  return new Uint8Array(await file.arrayBuffer());
}
