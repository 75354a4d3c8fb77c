import { missingFrom, restoring } from "../store/changes";
import { openFile } from "../store/openvault";
import { Page, Problem, Submit, textIn, useTask } from "./parts";
import { BackupFields, chosenFile } from "./start";
import { useSession } from "./session";

/** Takes from a backup what is not in the list. */
export function Restore() {
  const { around, vault, update, back, home, say } = useSession();
  const { busy, problem, run } = useTask();

  async function restore(form: HTMLFormElement) {
    const { entries, unreadable } = await openFile(await chosenFile(form), textIn(form, "passphrase"), around.kdf);
    const missing = missingFrom(vault.entries, entries);
    await update(restoring(entries));
    const behind = unreadable.length === 0 ? "" : ` ${unreadable.length} of the backup cannot be read by this app: keep the file.`;
    say((missing.length === 0 ? "All accounts of the backup are in the list already." : `${missing.length} accounts came back.`) + behind);
    home();
  }

  return (
    <Page title="Restore a backup" lead="Accounts of the backup that are not in your list are added to it. Nothing is replaced." back={back}>
      <Problem text={problem} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(() => restore(form));
        }}
      >
        <BackupFields />
        <div class="actions"><Submit busy={busy}>{busy ? "Opening…" : "Restore"}</Submit></div>
      </form>
    </Page>
  );
}
