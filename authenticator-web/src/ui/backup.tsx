import { useState } from "preact/hooks";
import type { Bytes } from "../bytes";
import { openFile } from "../store/openvault";
import { checkProof, digestOf } from "../store/proof";
import { VaultError } from "../vault/vaulterror";
import { Note, Page, Problem, Submit, textIn, useTask } from "./parts";
import { save } from "./save";
import { BackupFields, chosenFile } from "./start";
import { LAST_BACKUP, useSession } from "./session";

/** The encrypted vault as a file, and the proof that it opens. */
export function Backup() {
  const { around, vault, entries, back, home, say } = useSession();
  const [saved, setSaved] = useState<{ at: number; digest: Bytes } | undefined>();
  const { busy, problem, run } = useTask();
  const count = entries.filter((entry) => entry.deleted === undefined).length;

  async function download() {
    const stored = await around.store.current();
    if (stored === undefined) {
      throw new VaultError("damaged", "The vault is no longer in this browser.");
    }
    const at = around.now();
    const digest = await digestOf(stored.bytes);
    save(stored.bytes, `countersign-${new Date(at).toISOString().slice(0, 10)}.vault`);
    setSaved({ at, digest });
  }

  async function prove(form: HTMLFormElement) {
    const at = saved?.at ?? around.now();
    const bytes = await chosenFile(form);
    const opened = await openFile(bytes, textIn(form, "passphrase"), around.kdf);
    await checkProof(vault, opened, bytes, saved?.digest);
    await around.store.setFact(LAST_BACKUP, at);
    say("The backup opens and has all your accounts.");
    home();
  }

  return (
    <Page title="Backup" lead="One encrypted file with all your accounts. The authenticator command opens it, too." back={back}>
      <Problem text={problem} />
      {count === 0 ? (
        <Note><p>There is nothing to back up yet: add an account first.</p></Note>
      ) : (
        <ol class="steps">
          <li>
            <h2>Download the file</h2>
            <p class="quiet">Keep it away from this device: on another computer, on a stick in a drawer.</p>
            <button type="button" class={`btn ${saved === undefined ? "btn-primary" : "btn-plain"}`} onClick={() => run(download)}>
              Download backup
            </button>
          </li>
          <li>
            <h2>Prove that it opens</h2>
            <p class="quiet">A backup that nobody has opened is a hope. Choose the file {saved ? "that was just saved" : "of an earlier day, or download one first"}.</p>
            <form
              onSubmit={(event) => {
                event.preventDefault();
                const form = event.currentTarget;
                run(() => prove(form));
              }}
            >
              <BackupFields />
              <Submit busy={busy} plain={saved === undefined}>{busy ? "Opening…" : "Prove"}</Submit>
            </form>
          </li>
        </ol>
      )}
    </Page>
  );
}
