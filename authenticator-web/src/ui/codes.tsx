import { useState } from "preact/hooks";
import { grouped, stepAt, stepStart } from "../otp/code";
import type { Timed } from "../otp/method";
import { firstStep, usableStep } from "../otp/pair";
import { giving } from "../store/changes";
import type { Entry } from "../vault/entry";
import { Note, Page, Problem, useTask } from "./parts";
import { Ring } from "./ring";
import { useSession } from "./session";
import { useCode, useNow } from "./time";

/** Two consecutive codes, as an enrolment asks for them. */
export function Codes({ id }: { id: string }) {
  const { entries, back } = useSession();
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry === undefined || entry.account.method.type === "hotp") {
    return <Page title="This account is gone" back={back}><p>It was erased in another tab.</p></Page>;
  }
  return <FromWhere entry={entry} method={entry.account.method} />;
}

/** Asks before codes are shown that were given before. */
function FromWhere({ entry, method }: { entry: Entry; method: Timed }) {
  const { around, back } = useSession();
  const [first, begin] = useState(() => firstStep(method, entry.lastGivenStep, around.now()));
  if (first !== undefined) {
    return <Pair entry={entry} method={method} first={first} />;
  }
  const until = new Date(stepStart(method, (entry.lastGivenStep ?? 0) + 1)).toLocaleString();
  return (
    <Page title="Two codes" lead={`For ${entry.name}.`} back={back}>
      <Note kind="care">
        <p>Codes up to {until} were given before. Is this device’s clock right? If it is, a clock was ahead then, and a site may refuse a code that it took already.</p>
      </Note>
      <div class="actions">
        <button type="button" class="btn btn-primary" onClick={() => begin(usableStep(method, around.now()))}>Go on with the present code</button>
      </div>
    </Page>
  );
}

function Pair({ entry, method, first }: { entry: Entry; method: Timed; first: number }) {
  const { around, update, back, home, say } = useSession();
  const now = useNow(around.now);
  const { busy, problem, run } = useTask();
  const step = stepAt(method, now);

  const done = () =>
    run(async () => {
      await update(giving(entry.id, first + 1, around.now()));
      say("Both codes are marked as used.");
      home();
    });

  return (
    <Page title="Two codes" lead={`For ${entry.name}. A page that turns on MFA asks for two consecutive codes: type each while it is shown.`} back={back}>
      <Problem text={problem} />
      <ol class="steps">
        <Step entry={entry} method={method} label="MFA code 1" step={first} now={now} />
        <Step entry={entry} method={method} label="MFA code 2" step={first + 1} now={now} />
      </ol>
      <p class="visually-hidden" role="status">{step === first ? "Code 1 is shown." : step === first + 1 ? "Code 2 is shown." : ""}</p>
      <div class="actions">
        {step > first && <button type="button" class="btn btn-primary" disabled={busy} onClick={done}>I typed both</button>}
      </div>
    </Page>
  );
}

function Step(props: { entry: Entry; method: Timed; label: string; step: number; now: number }) {
  const { method, step, now } = props;
  const code = useCode(props.entry.account, step);
  const begins = stepStart(method, step);
  const ends = stepStart(method, step + 1);
  const clock = (at: number) => new Date(at).toLocaleTimeString();
  return (
    <li>
      <h2>{props.label}</h2>
      {now < begins ? (
        <p class="quiet">Appears in {Math.ceil((begins - now) / 1_000)} seconds, at {clock(begins)}.</p>
      ) : (
        <>
          <p class="code-line">
            <span class="code">{code ? grouped(code) : "··· ···"}</span>
            {now < ends && <Ring left={Math.ceil((ends - now) / 1_000)} period={method.period} />}
          </p>
          <p class="quiet">{now < ends ? `Type it now. It is shown until ${clock(ends)}.` : `Its time ended at ${clock(ends)}; what you typed then still counts.`}</p>
        </>
      )}
    </li>
  );
}
