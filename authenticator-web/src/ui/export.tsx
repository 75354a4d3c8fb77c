import { useState } from "preact/hooks";
import { exportAegis, exportSealedAegis, exportUris } from "../exchange/exporter";
import { exportToGoogle, type GoogleExport } from "../exchange/googleexport";
import { Refusal } from "../otp/refusal";
import { IN_WORKER } from "../vault/inworker";
import { Field, LeftBehind, Note, Page, Problem, Submit, textIn, useTask } from "./parts";
import { NewPassphrase, WhoseForPasswordManagers, newPassphraseIn } from "./passphrase";
import { Qr } from "./qr";
import { save } from "./save";
import { useSession } from "./session";

/** What has to be typed before anything leaves unsealed; the command wants the same word. */
const WORD = "unsealed";

const FORMATS = [
  ["aegis", "Aegis, sealed by a password"],
  ["google", "QR codes for Google Authenticator"],
  ["otpauth", "List of otpauth addresses, unsealed"],
  ["aegis-plain", "Aegis, unsealed"],
] as const;

type Format = (typeof FORMATS)[number][0];

/** Accounts for other apps. */
export default function Export() {
  const { around, entries, back, home, say } = useSession();
  const [format, setFormat] = useState<Format>("aegis");
  const [pictures, show] = useState<GoogleExport | undefined>();
  const { busy, problem, run } = useTask();
  const listed = entries.filter((entry) => entry.deleted === undefined);

  async function write(form: HTMLFormElement) {
    const day = new Date(around.now()).toISOString().slice(0, 10);
    if (format === "aegis") {
      save(await exportSealedAegis(listed, newPassphraseIn(form), IN_WORKER), `countersign-${day}-aegis.json`);
      say(`${listed.length} accounts are in the file.`);
      return home();
    }
    if (textIn(form, "word").trim().toLowerCase() !== WORD) {
      throw new Refusal(`Type the word ${WORD} to go on. Nothing was exported.`);
    }
    if (format === "google") {
      return show(exportToGoogle(listed, crypto.getRandomValues(new Int32Array(1))[0] ?? 0));
    }
    save(format === "otpauth" ? exportUris(listed) : exportAegis(listed), format === "otpauth" ? `countersign-${day}.txt` : `countersign-${day}-aegis.json`);
    say(`${listed.length} accounts are in the file, unsealed: delete it when it has served.`);
    home();
  }

  if (pictures !== undefined) {
    return <Pictures pictures={pictures} back={() => show(undefined)} done={home} />;
  }
  return (
    <Page title="Export" lead="For another app. To keep your accounts safe, make a backup instead: it is always encrypted." back={back}>
      <Problem text={problem} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(() => write(form));
        }}
      >
        <div class="field">
          <label class="form-label" for="format">Format</label>
          <select id="format" class="form-control" value={format} onChange={(event) => setFormat(FORMATS.find(([id]) => id === event.currentTarget.value)?.[0] ?? "aegis")}>
            {FORMATS.map(([id, words]) => <option key={id} value={id}>{words}</option>)}
          </select>
        </div>
        {format === "aegis" ? (
          <>
            <WhoseForPasswordManagers whose="Exported file" />
            <NewPassphrase label="Password of the file" />
          </>
        ) : (
          <>
            <Note kind="problem">
              <p>
                <strong>Whoever sees {format === "google" ? "these pictures" : "this file"} makes every code of yours, for good.</strong>{" "}
                {format === "google" ? "Look around you, and let no screen recording run." : "Delete it when it has served; a bin, a cloud folder or a mail keeps copies."}
              </p>
            </Note>
            <Field label={`Type the word ${WORD}`} name="word" />
          </>
        )}
        <div class="actions"><Submit busy={busy || listed.length === 0}>{busy ? "Sealing…" : format === "google" ? "Show pictures" : "Export"}</Submit></div>
        {listed.length === 0 && <p class="hint">There is nothing to export yet.</p>}
      </form>
    </Page>
  );
}

/** Google Authenticator's pictures, one at a time. */
function Pictures({ pictures: { uris, leftOut }, back, done }: { pictures: GoogleExport; back: () => void; done: () => void }) {
  const [at, go] = useState(0);
  const uri = uris[at];
  const which = `Picture ${at + 1} of ${uris.length}`;
  return (
    <Page title="Export to Google Authenticator" lead="In that app choose “Transfer accounts”, “Import accounts”, and scan each picture." back={back}>
      <LeftBehind skipped={leftOut} lead="Not everything fits: what is named here is in no picture." />
      {uri !== undefined && (
        <>
          <Qr text={uri} label={`QR code: ${which}`} />
          <p class="quiet centred" role="status">{which}</p>
        </>
      )}
      <div class="actions">
        {at + 1 < uris.length ? (
          <button type="button" class="btn btn-primary" onClick={() => go(at + 1)}>Next picture</button>
        ) : (
          <button type="button" class="btn btn-primary" onClick={done}>Done</button>
        )}
        {at > 0 && <button type="button" class="btn btn-link" onClick={() => go(at - 1)}>Previous picture</button>}
      </div>
    </Page>
  );
}
