import { useState } from "preact/hooks";
import { Refusal } from "../otp/refusal";
import { SHORTEST_PASSPHRASE, strengthOf, type Strength } from "../strength";
import { Field, Page, Problem, Submit, textIn, useTask } from "./parts";
import { useSession } from "./session";

const STRENGTHS: Record<Strength, string> = {
  short: `Too short yet: at least ${SHORTEST_PASSPHRASE} characters.`,
  weak: "Weak: who steals a backup could guess it.",
  fair: "Fair. Another word makes it strong.",
  strong: "Strong.",
};

/** A new passphrase, typed twice, with a hint at its strength. */
export function NewPassphrase({ label }: { label: string }) {
  const [strength, setStrength] = useState<Strength | undefined>();
  return (
    <>
      <Field
        label={label}
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
    </>
  );
}

/** What was typed, when it is long enough and twice the same. */
export function newPassphraseIn(form: HTMLFormElement): string {
  const passphrase = textIn(form, "passphrase");
  if (strengthOf(passphrase) === "short") {
    throw new Refusal(`Choose a passphrase of at least ${SHORTEST_PASSPHRASE} characters.`);
  }
  if (passphrase !== textIn(form, "again")) {
    throw new Refusal("The two passphrases are not the same.");
  }
  return passphrase;
}

/** Password managers file a passphrase under a name, which people need not see. */
export function WhoseForPasswordManagers({ whose = "Countersign authenticator" }: { whose?: string }) {
  return <input type="text" name="username" autocomplete="username" defaultValue={whose} hidden readOnly />;
}

/** Another passphrase, and with it another key. */
export function ChangePassphrase() {
  const { vault, back, home, say, changed } = useSession();
  const { busy, problem, run } = useTask();

  async function change(form: HTMLFormElement) {
    const [present, next] = [textIn(form, "present"), newPassphraseIn(form)];
    if (present === next) {
      throw new Refusal("That is the passphrase that you have: choose another.");
    }
    await vault.changePassphrase(present, next);
    changed();
    say("The passphrase is changed. Make a new backup: older ones open with the old passphrase.");
    home();
  }

  return (
    <Page
      title="Change passphrase"
      lead="Everything is encrypted anew. Other open tabs lock, and unlocking by this device has to be turned on again."
      back={back}
    >
      <Problem text={problem} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(() => change(form));
        }}
      >
        <WhoseForPasswordManagers />
        <Field label="Present passphrase" name="present" kind="password" autocomplete="current-password" />
        <NewPassphrase label="New passphrase" />
        <p class="hint">Backups that you made before, and the one earlier copy that this browser keeps until the next change, still open with the old passphrase.</p>
        <div class="actions"><Submit busy={busy}>{busy ? "Encrypting…" : "Change passphrase"}</Submit></div>
      </form>
    </Page>
  );
}
