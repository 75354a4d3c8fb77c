import { useState } from "preact/hooks";
import { twinOf } from "../exchange/plan";
import type { Account } from "../otp/account";
import { decodeBase32, hasLeftover } from "../otp/base32";
import { HASHES, MOST_COUNTER, STANDARD, STEAM, type Method } from "../otp/method";
import { Refusal } from "../otp/refusal";
import { adding } from "../store/changes";
import { checkedName, newEntry, type Entry } from "../vault/entry";
import { Field, Note, Page, Problem, Submit, textIn, useTask } from "./parts";
import { useSession } from "./session";

/** An account by its name and its key. */
export function Manual() {
  const { around, vault, entries, update, back, home, say } = useSession();
  const { busy, problem, run } = useTask();
  const [twin, setTwin] = useState<string | undefined>();

  async function create(form: HTMLFormElement) {
    const name = checkedName(textIn(form, "name"));
    const key = textIn(form, "key");
    const entry = newEntry(name, accountIn(form), around.now());
    await update(adding([entry]));
    const called = vault.entries.find(({ id }) => id === entry.id)?.name ?? name;
    say(hasLeftover(key) ? `${called} is added. Its key’s last character says more than fits: is the key complete?` : `${called} is added.`);
    home();
  }

  return (
    <Page title="Manually add account" lead="Type both as the page that gave you the key shows them." back={back}>
      <Problem text={problem} />
      <form
        onInput={(event) => setTwin(twinIn(event.currentTarget, entries))}
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(() => create(form));
        }}
      >
        <Field label="Account name" name="name" most={256} hint="What you want to call it, such as AWS root 1234." />
        <Field label="Secret configuration key" name="key" mono hint="Spaces and small letters are fine." />
        <div role="status">{twin !== undefined && <Note kind="care"><p>{`This is the same account as ${twin}.`}</p></Note>}</div>
        <details class="trouble">
          <summary>Other than 6 digits every 30 seconds</summary>
          <Choice label="Kind of code" name="type" options={[["totp", "By the time"], ["hotp", "By a counter"], ["steam", "Steam"]]} />
          <Choice label="Algorithm" name="hash" options={HASHES.map((hash) => [hash, hash])} />
          <Field label="Digits" name="digits" kind="number" value={String(STANDARD.digits)} />
          <Field label="Seconds a code lives" name="period" kind="number" value={String(STANDARD.period)} />
          <Field label="Counter of the next code" name="counter" kind="number" value="0" />
        </details>
        <div class="actions"><Submit busy={busy}>Create</Submit></div>
      </form>
    </Page>
  );
}

function accountIn(form: HTMLFormElement): Account {
  return { issuer: "", account: "", seed: decodeBase32(textIn(form, "key")), method: methodIn(form), extras: {} };
}

/** Where the account that is being typed is already; nothing while it is not complete. */
function twinIn(form: HTMLFormElement, present: readonly Entry[]): string | undefined {
  try {
    return twinOf(present, accountIn(form));
  } catch (error) {
    if (error instanceof Refusal) {
      return undefined;
    }
    throw error;
  }
}

function Choice(props: { label: string; name: string; options: readonly (readonly [string, string])[] }) {
  return (
    <div class="field">
      <label class="form-label" for={`choice-${props.name}`}>{props.label}</label>
      <select id={`choice-${props.name}`} name={props.name} class="form-control">
        {props.options.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
      </select>
    </div>
  );
}

function methodIn(form: HTMLFormElement): Method {
  const type = textIn(form, "type");
  if (type === "steam") {
    return STEAM;
  }
  const hash = HASHES.find((name) => name === textIn(form, "hash")) ?? STANDARD.hash;
  const digits = Number(numberIn(form, "digits", 1n, 10n));
  return type === "hotp"
    ? { type, hash, digits, counter: numberIn(form, "counter", 0n, MOST_COUNTER) }
    : { type: "totp", hash, digits, period: Number(numberIn(form, "period", 1n, 86_400n)) };
}

function numberIn(form: HTMLFormElement, name: string, least: bigint, most: bigint): bigint {
  const text = textIn(form, name).trim();
  const number = /^[0-9]{1,19}$/.test(text) ? BigInt(text) : -1n;
  if (number < least || number > most) {
    throw new Refusal(`${name} must be a number from ${least} to ${most}.`);
  }
  return number;
}
