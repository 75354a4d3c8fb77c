import { useEffect, useMemo, useState } from "preact/hooks";
import { moving } from "../store/changes";
import type { Entry } from "../vault/entry";
import { Note, wordsOf } from "./parts";
import { Rows } from "./rows";
import { LAST_BACKUP, useSession } from "./session";

const FEWEST_TO_SEARCH = 4;

/** All accounts with their codes. */
export function List() {
  const { around, vault, entries, go, say, update, lock } = useSession();
  const [sought, setSought] = useState("");
  const [lastBackup, setLastBackup] = useState<number | undefined>();
  const [announced, announce] = useState("");

  useEffect(() => {
    document.title = "Authenticator";
    void around.store.fact(LAST_BACKUP).then((at) => setLastBackup(at ?? 0));
  }, []);

  const listed = useMemo(() => entries.filter((entry) => entry.deleted === undefined), [entries]);
  const found = useMemo(() => listed.filter((entry) => matches(entry, sought)), [listed, sought]);
  const newest = Math.max(0, ...listed.map((entry) => Date.parse(entry.created)));

  function move(entry: Entry, target: Entry | undefined) {
    if (target === undefined || target.id === entry.id) {
      return;
    }
    update(moving(entry.id, target.id)).then(
      () => announce(`${entry.name} is now number ${listed.indexOf(target) + 1} of ${listed.length}.`),
      (error: unknown) => say(wordsOf(error)),
    );
  }

  return (
    <div class="column list">
      <header class="head">
        <h1><span class="brand"><img class="brand-mark" src="./mark.svg" alt="" width="28" height="28" />Authenticator</span></h1>
        <div class="inline-actions">
          {listed.length > 0 && (
            <button type="button" class="btn btn-primary btn-small" onClick={() => go({ at: "add" })}><span>Add<span class="where-wide"> account</span></span></button>
          )}
          <button type="button" class="btn btn-plain btn-small" onClick={() => lock()}>Lock</button>
        </div>
      </header>

      {lastBackup !== undefined && newest > lastBackup && (
        <Note kind="care">
          <p>
            {lastBackup === 0 ? "There is no backup of your accounts yet." : "Your last backup is older than your newest account."}{" "}
            Without one, a lost phone is a lost account.{" "}
            <button type="button" class="linklike" onClick={() => go({ at: "backup" })}>Make a backup</button>
          </p>
        </Note>
      )}

      {vault.unreadable.length > 0 && (
        <Note kind="problem">
          <p>{vault.unreadable.length === 1 ? "One account" : `${vault.unreadable.length} accounts`} in the vault cannot be read by this app. Nothing of it is lost: it stays in the file as it is.</p>
          <ul>{vault.unreadable.map(({ name, why }) => <li key={name}>{name}: {why}</li>)}</ul>
        </Note>
      )}

      {listed.length >= FEWEST_TO_SEARCH && (
        <search class="search">
          <label class="visually-hidden" for="search">Search accounts</label>
          <input
            id="search"
            type="search"
            class="form-control"
            placeholder="Search accounts"
            autocomplete="off"
            onInput={(event) => setSought(event.currentTarget.value)}
          />
        </search>
      )}

      {listed.length === 0 ? (
        <div class="card-calm empty-list">
          <h2>No accounts yet</h2>
          <p>
            Where you turn on MFA, choose “Authenticator app”. It shows a QR code and a secret key: add either here,
            and this list shows the codes.
          </p>
          <button type="button" class="btn btn-primary" onClick={() => go({ at: "add" })}>Add account</button>
        </div>
      ) : (
        <Rows found={found} listed={listed} move={move} />
      )}
      {listed.length > 0 && found.length === 0 && <p class="under quiet">No account is called that. Clear the search to see all.</p>}
      <p class="visually-hidden" role="status">{announced}</p>
      <nav class="under more" aria-label="More">
        <button type="button" class="linklike" onClick={() => go({ at: "backup" })}>Backup</button>
        <button type="button" class="linklike" onClick={() => go({ at: "restore" })}>Restore</button>
        <button type="button" class="linklike" onClick={() => go({ at: "export" })}>Export</button>
        <button type="button" class="linklike" onClick={() => go({ at: "trash" })}>Trash</button>
        <button type="button" class="linklike" onClick={() => go({ at: "settings" })}>Settings</button>
      </nav>
    </div>
  );
}

function matches({ name, account, tags = [] }: Entry, sought: string): boolean {
  const text = [name, account.issuer, account.account, ...tags].join("\n").toLocaleLowerCase();
  return sought.toLocaleLowerCase().split(/\s+/).every((word) => text.includes(word));
}
