import { useEffect, useState } from "preact/hooks";
import { clockDifference } from "./clockcheck";
import { DeviceUnlock } from "./deviceunlock";
import { Page, Problem, useTask } from "./parts";
import { LAST_BACKUP, useSession } from "./session";

const CHOICES = [1, 5, 15, 60];

export function Settings() {
  const { around, back, go, lockMinutes, setLockMinutes } = useSession();
  const [kept, setKept] = useState<boolean | undefined>();
  const [lastBackup, setLastBackup] = useState<number | undefined>();
  const [clock, setClock] = useState("");
  const { busy, problem, run } = useTask();

  useEffect(() => {
    void navigator.storage?.persisted?.().then(setKept);
    void around.store.fact(LAST_BACKUP).then(setLastBackup);
  }, []);

  return (
    <Page title="Settings" back={back}>
      <Problem text={problem} />
      <div class="field">
        <label class="form-label" for="lock">Lock when nothing was touched for</label>
        <select id="lock" class="form-control" value={lockMinutes} onChange={(event) => setLockMinutes(Number(event.currentTarget.value))}>
          {CHOICES.map((minutes) => <option key={minutes} value={minutes}>{minutes === 1 ? "1 minute" : `${minutes} minutes`}</option>)}
        </select>
      </div>
      <dl class="facts">
        <dt>Last proved backup</dt>
        <dd>{lastBackup === undefined ? "None yet" : new Date(lastBackup).toLocaleString()}</dd>
        <dt>Storage</dt>
        <dd>
          {kept ? "The browser has promised to keep your accounts." : "The browser may delete your accounts when space runs out. Installing the app, or asking again, often helps; a backup always does."}
          {kept === false && (
            <p><button type="button" class="linklike" onClick={() => run(async () => setKept(await navigator.storage.persist()))}>Ask the browser to keep them</button></p>
          )}
        </dd>
      </dl>
      <section class="setting">
        <h2>Passphrase</h2>
        <button type="button" class="btn btn-plain" onClick={() => go({ at: "passphrase" })}>Change passphrase</button>
      </section>
      <DeviceUnlock />
      <section class="setting">
        <h2>Clock</h2>
        <p class="quiet">Codes follow this device’s clock. This asks the server that the app came from for its time, and nobody else.</p>
        <button type="button" class="btn btn-plain" disabled={busy} onClick={() => run(async () => setClock(await clockDifference(around.now)))}>Check the clock</button>
        <p role="status" class="hint">{clock}</p>
      </section>
      <p class="under small"><a href="./licences.txt">Licences of what this app contains</a></p>
    </Page>
  );
}
