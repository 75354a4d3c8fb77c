import { useRef, useState } from "preact/hooks";
import { suggestedName } from "../otp/account";
import { codeOf, grouped, stepAt, stepStart } from "../otp/code";
import type { Timed } from "../otp/method";
import { counting, giving } from "../store/changes";
import type { Entry } from "../vault/entry";
import { wordsOf } from "./parts";
import { Ring } from "./ring";
import { useSession } from "./session";
import { useCode } from "./time";

/** Seconds before the end of a code in which the next one is shown too. */
const NEXT_SHOWN_SECONDS = 8;

interface RowProps {
  readonly entry: Entry;
  readonly now: number;
  /** From 1, in a list of {@link size}. */
  readonly place: number;
  readonly size: number;
  readonly ordered: boolean;
  readonly move: (by: 1 | -1) => void;
  readonly drop: (id: string) => void;
}

export function Row(props: RowProps) {
  const { entry } = props;
  const { go } = useSession();
  const { method } = entry.account;
  const said = suggestedName(entry.account);
  return (
    <li class="account" data-id={entry.id} aria-posinset={props.place} aria-setsize={props.size}>
      <div class="account-head">
        {props.ordered && <Handle {...props} />}
        <Icon entry={entry} />
        <div class="account-names">
          <h2>{entry.name}</h2>
          {said !== "" && said !== entry.name && <p class="quiet small">{said}</p>}
        </div>
      </div>
      {method.type === "hotp" ? <Counted entry={entry} /> : <Running entry={entry} method={method} now={props.now} />}
      <div class="account-actions">
        {method.type !== "hotp" && (
          <button type="button" class="btn btn-link btn-small" aria-label={`Two codes for ${entry.name}`} onClick={() => go({ at: "codes", id: entry.id })}>
            Two codes
          </button>
        )}
        <button type="button" class="btn btn-link btn-small" aria-label={`Edit ${entry.name}`} onClick={() => go({ at: "edit", id: entry.id })}>
          Edit
        </button>
      </div>
    </li>
  );
}

function Icon({ entry }: { entry: Entry }) {
  const letter = entry.letter ?? [...entry.name][0]?.toLocaleUpperCase() ?? "";
  return (
    <span class="icon" aria-hidden="true" style={entry.colour ? { background: entry.colour, color: inkOn(entry.colour) } : undefined}>
      {letter}
    </span>
  );
}

/** Black or white, whichever is easier to read. */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 140 ? "#000" : "#fff";
}

/** A code that follows the clock. */
function Running({ entry, method, now }: { entry: Entry; method: Timed; now: number }) {
  const { around, update, say } = useSession();
  const step = stepAt(method, now);
  const code = useCode(entry.account, step);
  const next = useCode(entry.account, step + 1);
  const left = Math.ceil((stepStart(method, step + 1) - now) / 1_000);
  const used = entry.lastGivenStep !== undefined && entry.lastGivenStep >= step;

  function copy() {
    if (code !== undefined) {
      navigator.clipboard
        .writeText(code)
        .then(() => update(giving(entry.id, step, around.now())))
        .then(() => say("Code copied."), (error: unknown) => say(wordsOf(error)));
    }
  }

  return (
    <button type="button" class="code-button" onClick={copy}>
      <span class="visually-hidden">Copy the code of {entry.name}: </span>
      <span class={`code${left <= NEXT_SHOWN_SECONDS ? " code-ending" : ""}${method.digits > 6 ? " code-long" : ""}`}>{code ? grouped(code) : "··· ···"}</span>
      <span class="code-aside">
        {used && <span class="pill pill-plain">used</span>}
        {left <= NEXT_SHOWN_SECONDS && next && <span class="quiet small next">next {grouped(next)}</span>}
        <Ring left={left} period={method.period} />
      </span>
    </button>
  );
}

/** A code that is made when it is asked for; asking spends it. */
function Counted({ entry }: { entry: Entry }) {
  const { around, update, say } = useSession();
  const [code, setCode] = useState<string | undefined>();

  async function ask() {
    const { account } = entry;
    if (account.method.type === "hotp") {
      const { counter } = account.method;
      const made = await codeOf(account.seed, account.method, counter);
      // Saved first: a code that was shown must not be shown again.
      await update(counting(entry.id, counter, around.now()));
      setCode(made);
    }
  }

  return (
    <div class="code-button">
      <span class="code" role="status">{code ? grouped(code) : <span class="quiet">······</span>}</span>
      <span class="code-aside">
        {code && (
          <button type="button" class="btn btn-plain btn-small" onClick={() => void navigator.clipboard.writeText(code).then(() => say("Code copied."))}>
            Copy<span class="visually-hidden"> the code of {entry.name}</span>
          </button>
        )}
        <button type="button" class="btn btn-plain btn-small" onClick={() => void ask().catch((error: unknown) => say(wordsOf(error)))}>
          Next code<span class="visually-hidden"> of {entry.name}</span>
        </button>
      </span>
    </div>
  );
}

/** Drags the account by pointer; moves it by the arrow keys. */
function Handle({ entry, move, drop }: RowProps) {
  const handle = useRef<HTMLButtonElement>(null);
  const over = useRef<string | undefined>(undefined);

  function mark(id: string | undefined) {
    over.current = id;
    document.querySelectorAll(".account").forEach((item) => item.classList.toggle("drop-here", item.getAttribute("data-id") === id));
  }

  return (
    <button
      ref={handle}
      type="button"
      class="handle"
      aria-label={`Move ${entry.name}: arrow keys or drag`}
      onKeyDown={(event) => {
        if (event.key === "ArrowUp" || event.key === "ArrowDown") {
          event.preventDefault();
          move(event.key === "ArrowUp" ? -1 : 1);
          requestAnimationFrame(() => handle.current?.focus());
        }
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) {
          mark(document.elementFromPoint(event.clientX, event.clientY)?.closest(".account")?.getAttribute("data-id") ?? undefined);
        }
      }}
      onPointerUp={() => {
        const target = over.current;
        mark(undefined);
        if (target !== undefined) {
          drop(target);
        }
      }}
      onPointerCancel={() => mark(undefined)}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M3 5h10M3 8h10M3 11h10" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" /></svg>
    </button>
  );
}
