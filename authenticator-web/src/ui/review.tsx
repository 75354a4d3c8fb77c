import { suggestedName, type Reading } from "../otp/account";
import { STANDARD, type Method } from "../otp/method";
import { Refusal } from "../otp/refusal";
import { adding } from "../store/changes";
import { newEntry, sameAccount } from "../vault/entry";
import { Note, Page, Problem, Submit, textIn, useTask } from "./parts";
import { useSession } from "./session";

/** What was read, before it is saved: names, what is unusual, what is there already. */
export function Review({ readings }: { readings: readonly Reading[] }) {
  const { around, entries, update, back, home, say } = useSession();
  const { busy, problem, run } = useTask();
  const one = readings.length === 1;

  async function create(form: HTMLFormElement) {
    const chosen = readings.flatMap((reading, index) =>
      one || textIn(form, `take-${index}`) === "on" ? [newEntry(textIn(form, `name-${index}`), reading.account, around.now())] : [],
    );
    if (chosen.length === 0) {
      throw new Refusal("No account is chosen.");
    }
    await update(adding(chosen));
    say(chosen.length === 1 ? `${chosen[0]?.name} is added.` : `${chosen.length} accounts are added.`);
    home();
  }

  return (
    <Page title={one ? "Add this account?" : `Add these ${readings.length} accounts?`} back={back}>
      <Problem text={problem} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(() => create(form));
        }}
      >
        {readings.map((reading, index) => {
          const known = entries.some((entry) => entry.deleted === undefined && sameAccount(entry, newEntry("-", reading.account, 0)));
          return (
            <section class="reviewed" key={index}>
              {!one && (
                <label class="tick"><input type="checkbox" name={`take-${index}`} defaultChecked={!known} />Add {suggestedName(reading.account) || `account ${index + 1}`}</label>
              )}
              {known && <Note kind="care"><p>This account is in the list already.</p></Note>}
              {reading.warnings.length > 0 && <Note kind="care"><ul>{reading.warnings.map((text) => <li key={text}>{text}</li>)}</ul></Note>}
              <div class="field">
                <label class="form-label" for={`name-${index}`}>Account name</label>
                <input id={`name-${index}`} name={`name-${index}`} class="form-control" maxLength={256} autocomplete="off" defaultValue={suggestedName(reading.account)} />
                {unusual(reading.account.method) && <span class="hint">{unusual(reading.account.method)}</span>}
              </div>
            </section>
          );
        })}
        <div class="actions"><Submit busy={busy}>{one ? "Create" : "Add accounts"}</Submit></div>
      </form>
    </Page>
  );
}

/** What differs from six digits every 30 seconds. */
export function unusual(method: Method): string {
  if (method.type === "steam") {
    return "Steam’s codes: five letters and digits.";
  }
  const parts = [
    method.digits !== STANDARD.digits && `${method.digits} digits`,
    method.type === "hotp" ? "by a counter" : method.period !== STANDARD.period && `every ${method.period} seconds`,
    method.hash !== STANDARD.hash && method.hash,
  ].filter(Boolean);
  return parts.length > 0 ? `Its codes: ${parts.join(", ")}.` : "";
}
