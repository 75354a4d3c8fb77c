import { useState } from "preact/hooks";
import { openFile } from "../store/openvault";
import { VaultError } from "../vault/vaulterror";
import { Note, Page, Problem, Submit, textIn, useTask } from "./parts";
import { save } from "./save";
import { BackupFields, chosenFile } from "./start";
import { LAST_BACKUP, useSession } from "./session";

/** The encrypted vault as a file, and the proof that it opens. */
export function Backup() {
  const { around, vault, entries, back, home, say } = useSession();
  const [downloadedAt, downloaded] = useState<number | undefined>();
  const { busy, problem, run } = useTask();
  const count = entries.filter((entry) => entry.deleted === undefined).length;

  async function download() {
    const stored = await around.store.current();
    if (stored === undefined) {
      throw new VaultError("damaged", "The vault is no longer in this browser.");
    }
    const at = around.now();
    save(stored.bytes, `countersign-${new Date(at).toISOString().slice(0, 10)}.vault`);
    downloaded(at);
  }

  async function prove(form: HTMLFormElement, at: number) {
    const opened = await openFile(await chosenFile(form), textIn(form, "passphrase"), around.kdf);
    const ids = new Set(opened.entries.map((entry) => entry.id));
    const missing = vault.entries.filter((entry) => entry.deleted === undefined && !ids.has(entry.id));
    if (opened.unreadable.length < vault.unreadable.length) {
      throw new VaultError("damaged", "This file opens, but it has not all that the vault keeps: is it an older backup?");
    }
    if (missing.length > 0) {
      throw new VaultError("damaged", `This file opens, but ${missing.length} of your accounts are not in it: is it an older backup?`);
    }
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
            <button type="button" class={`btn ${downloadedAt === undefined ? "btn-primary" : "btn-plain"}`} onClick={() => run(download)}>
              Download backup
            </button>
          </li>
          <li>
            <h2>Prove that it opens</h2>
            <p class="quiet">A backup that nobody has opened is a hope. Choose the file that was just saved.</p>
            {downloadedAt !== undefined && (
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  const form = event.currentTarget;
                  run(() => prove(form, downloadedAt));
                }}
              >
                <BackupFields />
                <Submit busy={busy}>{busy ? "Opening…" : "Prove"}</Submit>
              </form>
            )}
          </li>
        </ol>
      )}
    </Page>
  );
}
