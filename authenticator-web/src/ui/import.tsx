import { useState } from "preact/hooks";
import { gather, missingPictures, type Gathering } from "../otp/gathering";
import { NOTHING, gatherFiles } from "./files";
import { FileButton, Note, Page, Problem, Submit, textIn, useTask } from "./parts";
import { useSession } from "./session";

/** Many accounts at once: lists of otpauth URIs, pictures of Google Authenticator's export. */
export function Import() {
  const { back, go } = useSession();
  const [found, setFound] = useState<Gathering>(NOTHING);
  const { busy, problem, run, refuse } = useTask();
  const missing = missingPictures(found);

  function take(next: Gathering) {
    setFound(next);
    if (next.readings.length === 0 && next.problems.length === 0) {
      refuse("There is nothing in it yet: paste otpauth addresses, one a line, or choose a file.");
    }
    if (next.readings.length > 0 && next.problems.length === 0 && missingPictures(next).length === 0) {
      go({ at: "review", readings: next.readings });
    }
  }

  return (
    <Page title="Import accounts" lead="Text files with otpauth addresses, one a line; pictures of QR codes; every picture of a Google Authenticator export." back={back}>
      <Problem text={problem} />
      {found.problems.length > 0 && (
        <Note kind="problem"><ul>{found.problems.map((text) => <li key={text}>{text}</li>)}</ul></Note>
      )}
      {missing.length > 0 && <Note kind="care"><p>Still missing of the export: picture {missing.join(", ")}. Choose {missing.length === 1 ? "it" : "them"}, too.</p></Note>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(async () => {
            const text = textIn(form, "list");
            form.reset();
            take(gather({ ...found, problems: [] }, text));
          });
        }}
      >
        <div class="field">
          <label class="form-label" for="list">Addresses</label>
          <textarea id="list" name="list" class="form-control mono" rows={4} autocomplete="off" spellcheck={false} />
        </div>
        <div class="actions">
          <Submit busy={busy}>Read</Submit>
          <FileButton label="Choose files" accept="image/*,text/*,.txt,.uri" multiple onFiles={(files) => run(async () => take(await gatherFiles({ ...found, problems: [] }, files)))} />
        </div>
      </form>
      {found.readings.length > 0 && (
        <p class="under">
          <button type="button" class="linklike" onClick={() => go({ at: "review", readings: found.readings })}>
            Go on with the {found.readings.length} accounts that were read
          </button>
        </p>
      )}
    </Page>
  );
}
