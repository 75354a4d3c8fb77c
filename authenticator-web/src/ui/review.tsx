import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { planned, type Planned } from "../exchange/plan";
import type { Reading, Skipped } from "../otp/account";
import { grouped } from "../otp/code";
import { STANDARD, type Method } from "../otp/method";
import { Refusal } from "../otp/refusal";
import { importing } from "../store/changes";
import { identityOf, newEntry, type Entry } from "../vault/entry";
import { LeftBehind, Note, Page, Problem, Submit, useTask } from "./parts";
import { useSession } from "./session";
import { usePresentCode } from "./time";

/** What was read, before it is saved: names, present codes, what is unusual, what is there already, what is left behind. */
export function Review({ readings, leftBehind }: { readings: readonly Reading[]; leftBehind: readonly Skipped[] }) {
  const { around, vault, entries, update, back, home, say } = useSession();
  const { busy, problem, run } = useTask();
  const plan = useMemo(() => planned(entries, readings), [readings]);
  const one = readings.length === 1;

  async function create(form: HTMLFormElement) {
    const fields = new FormData(form);
    const chosen = plan.flatMap(({ reading }, index) =>
      one || fields.get(`take-${index}`) === "on" ? [newEntry(String(fields.get(`name-${index}`)), reading.account, around.now(), reading.notes)] : [],
    );
    if (chosen.length === 0) {
      throw new Refusal("No account is chosen.");
    }
    await update(importing(chosen));
    const behind = leftBehind.length > 0 ? ` ${leftBehind.length} could not be taken: keep the old app for ${leftBehind.length === 1 ? "it" : "them"}.` : "";
    const called = nameIn(vault.entries, chosen[0]);
    say((chosen.length === 1 ? `${called} is added.` : `${chosen.length} accounts are added.`) + behind);
    home();
  }

  return (
    <Page
      title={one ? "Add this account?" : `Add these ${readings.length} accounts?`}
      lead="Compare the codes with those of the old app before you let go of it."
      back={back}
    >
      <Problem text={problem} />
      <LeftBehind skipped={leftBehind} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(() => create(form));
        }}
      >
        {plan.map((account, index) => <Reviewed key={index} planned={account} index={index} one={one} />)}
        <div class="actions"><Submit busy={busy}>{one ? "Create" : "Add accounts"}</Submit></div>
      </form>
    </Page>
  );
}

/** What an account is called now that it is saved: under the id of the one in the trash, where it came back. */
function nameIn(entries: readonly Entry[], added: Entry | undefined): string {
  const key = added && identityOf(added.account);
  const found = entries.find(({ id }) => id === added?.id) ?? entries.find(({ account, deleted }) => deleted === undefined && identityOf(account) === key);
  return found?.name ?? "The account";
}

function Reviewed({ planned: { reading, name, twin, comesBack }, index, one }: { planned: Planned; index: number; one: boolean }) {
  const { method } = reading.account;
  return (
    <section class="reviewed">
      {!one && (
        <label class="tick"><input type="checkbox" name={`take-${index}`} defaultChecked={twin === undefined || comesBack} />Add {name || `account ${index + 1}`}</label>
      )}
      {twin !== undefined && <Note kind="care"><p>{`This is the same account as ${twin}.${comesBack ? " It comes back from there." : ""}`}</p></Note>}
      {reading.warnings.length > 0 && <Note kind="care"><ul>{reading.warnings.map((text) => <li key={text}>{text}</li>)}</ul></Note>}
      <div class="field">
        <label class="form-label" for={`name-${index}`}>Account name</label>
        <input id={`name-${index}`} name={`name-${index}`} class="form-control" maxLength={256} autocomplete="off" defaultValue={name} />
        {unusual(method) && <span class="hint">{unusual(method)}</span>}
      </div>
      <p class="reviewed-code"><span class="quiet">{method.type === "hotp" ? "Code that comes next" : "Code now"}</span> <PresentCode reading={reading} /></p>
    </section>
  );
}

function PresentCode({ reading }: { reading: Reading }) {
  const { around } = useSession();
  const shown = useRef<HTMLSpanElement>(null);
  const [seen, see] = useState(false);
  const code = usePresentCode(reading.account, around.now, seen);
  useEffect(() => {
    const watch = new IntersectionObserver((changes) => see(changes.at(-1)?.isIntersecting ?? false));
    if (shown.current !== null) {
      watch.observe(shown.current);
    }
    return () => watch.disconnect();
  }, []);
  return <span class="mono" ref={shown}>{code ? grouped(code) : "··· ···"}</span>;
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
