import { useEffect, useRef, useState } from "preact/hooks";
import { gather, leftBehind, missingPictures, type Gathering } from "../exchange/gathering";
import type { Passwords } from "../exchange/sealed";
import { Refusal } from "../otp/refusal";
import { NOTHING, gatherFiles } from "./files";
import { Field, FileButton, LeftBehind, Note, Page, Problem, Submit, textIn, useTask } from "./parts";
import { useSession } from "./session";

/** A sealed file waits for its password. */
interface Asked {
  readonly what: string;
  readonly wrong: boolean;
  readonly answer: (password: string) => void;
  readonly giveUp: () => void;
}

/** Many accounts at once: other programs' files, lists of otpauth URIs, pictures of Google Authenticator's export. */
export function Import() {
  const { back, go } = useSession();
  const [found, setFound] = useState<Gathering>(NOTHING);
  const [asked, ask] = useState<Asked | undefined>();
  const { busy, problem, run, refuse } = useTask();
  const missing = missingPictures(found);

  function take(next: Gathering) {
    const grown = next.readings.length > found.readings.length;
    setFound(next);
    if (next.readings.length === 0 && next.skipped.length === 0) {
      refuse("There is nothing in it: paste otpauth addresses, one a line, or choose a file.");
    }
    if (grown && missingPictures(next).length === 0) {
      review(next);
    }
  }

  function review(next: Gathering) {
    go({ at: "review", readings: next.readings, leftBehind: leftBehind(next) });
  }

  const passwords: Passwords = (what, wrong) =>
    new Promise((resolve, reject) => {
      const done = (settle: () => void) => () => {
        ask(undefined);
        settle();
      };
      const giveUp = done(() => reject(new Refusal("It was not opened: no password was given.")));
      ask({ what, wrong, answer: (password) => done(() => resolve(password))(), giveUp });
    });

  return (
    <Page
      title="Import accounts"
      lead="Files of Aegis, 2FAS, Ente, Bitwarden, andOTP, FreeOTP+ and Stratum, lists of otpauth addresses, backups of this app, and every picture of a Google Authenticator export."
      back={back}
    >
      <Problem text={problem} />
      <LeftBehind skipped={found.skipped} />
      {missing.length > 0 && <Note kind="care"><p>Still missing of the export: picture {missing.join(", ")}. Choose {missing.length === 1 ? "it" : "them"}, too.</p></Note>}
      {asked ? (
        <Password asked={asked} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const form = event.currentTarget;
            run(async () => {
              const text = textIn(form, "list");
              form.reset();
              take(gather(found, text));
            });
          }}
        >
          <FileButton label="Choose files" primary multiple onFiles={(files) => run(async () => take(await gatherFiles(found, files, passwords)))} />
          <p class="hint">They are read on this device, and go nowhere.</p>
          <div class="field">
            <label class="form-label" for="list">Or paste addresses</label>
            <textarea id="list" name="list" class="form-control mono" rows={4} autocomplete="off" spellcheck={false} />
          </div>
          <div class="actions">
            <Submit busy={busy} plain>{busy ? "Reading…" : "Read"}</Submit>
          </div>
        </form>
      )}
      {!asked && found.readings.length > 0 && (
        <p class="under">
          <button type="button" class="linklike" onClick={() => review(found)}>
            Go on with the {found.readings.length} accounts that were read
          </button>
        </p>
      )}
    </Page>
  );
}

function Password({ asked }: { asked: Asked }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>("input[type=password]")?.focus(), [asked]);
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        const password = textIn(event.currentTarget, "password");
        event.currentTarget.reset();
        asked.answer(password);
      }}
    >
      <p role="status">{asked.what}. It is sealed.</p>
      <Field
        label="Password of the file"
        name="password"
        kind="password"
        problem={asked.wrong ? "That password does not open it, or the file is damaged." : undefined}
      />
      <div class="actions">
        <Submit busy={false}>Open</Submit>
        <button type="button" class="btn btn-link" onClick={asked.giveUp}>Leave it out</button>
      </div>
    </form>
  );
}
