import { useEffect, useState } from "preact/hooks";
import { deviceHasLock, newDeviceSecret } from "./device";
import { Field, Problem, Submit, textIn, useTask } from "./parts";
import { WhoseForPasswordManagers } from "./passphrase";
import { useSession } from "./session";

/** Turns unlocking by fingerprint, face or PIN on and off, where the device has such a lock. */
export function DeviceUnlock() {
  const { around, vault, say } = useSession();
  const [possible, setPossible] = useState(false);
  const [on, setOn] = useState(false);
  const { busy, problem, run } = useTask();

  useEffect(() => {
    void deviceHasLock().then(setPossible);
    void around.store.deviceSlot().then((slot) => setOn(slot !== undefined));
  }, []);

  async function turnOn(form: HTMLFormElement) {
    await vault.addDevice(textIn(form, "passphrase"), newDeviceSecret);
    setOn(true);
    say("This device’s lock opens your accounts from now on. The passphrase still does, too.");
  }

  async function turnOff() {
    await around.store.forgetDevice();
    setOn(false);
    say("Only the passphrase opens your accounts now.");
  }

  if (!possible && !on) {
    return null;
  }
  return (
    <section class="setting">
      <h2>Unlock with this device</h2>
      <p class="quiet">
        Your fingerprint, face or PIN opens the accounts instead of the passphrase, in this browser only. Whoever can unlock
        the device can then open them. Keep the passphrase: backups need it.
      </p>
      <Problem text={problem} />
      {on ? (
        <button type="button" class="btn btn-plain" disabled={busy} onClick={() => run(turnOff)}>Turn off</button>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const form = event.currentTarget;
            run(() => turnOn(form));
          }}
        >
          <WhoseForPasswordManagers />
          <Field label="Your passphrase" name="passphrase" kind="password" autocomplete="current-password" />
          <Submit busy={busy} plain>{busy ? "Waiting…" : "Turn on"}</Submit>
        </form>
      )}
    </section>
  );
}
