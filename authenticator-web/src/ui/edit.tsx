import { editing, trashing, untrashing } from "../store/changes";
import { Refusal } from "../otp/refusal";
import { LONGEST_NOTE, checkedName, type Entry } from "../vault/entry";
import { Field, Page, Problem, Submit, textIn, useTask, wordsOf } from "./parts";
import { unusual } from "./review";
import { useSession } from "./session";

/** Name, note, tags and icon of an account; never its key. */
export function Edit({ id }: { id: string }) {
  const { around, entries, update, back, home, say } = useSession();
  const { busy, problem, run } = useTask();
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry === undefined) {
    return <Page title="This account is gone" back={back}><p>It was erased in another tab.</p></Page>;
  }

  function remove({ name }: Entry) {
    update(trashing(id, around.now())).then(
      () => {
        say(`${name} is in the trash for 30 days.`, () => update(untrashing(id)));
        home();
      },
      (error: unknown) => say(wordsOf(error)),
    );
  }

  return (
    <Page title="Edit account" back={back}>
      <Problem text={problem} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          run(async () => {
            await update(editing(id, edited(form)));
            say("Saved.");
            home();
          });
        }}
      >
        <Field label="Account name" name="name" value={entry.name} most={256} />
        <div class="field">
          <label class="form-label" for="note">Note</label>
          <textarea id="note" name="note" class="form-control" rows={3} maxLength={LONGEST_NOTE} defaultValue={entry.note} />
        </div>
        <Field label="Tags" name="tags" value={entry.tags?.join(", ") ?? ""} hint="Up to 16, with commas between them. The search finds them." />
        <Field label="Letters on the icon" name="letter" value={entry.letter ?? ""} most={2} hint="Empty: the first letter of the name." />
        <div class="field">
          <label class="tick"><input type="checkbox" name="coloured" defaultChecked={entry.colour !== undefined} />A colour of its own</label>
          <label class="visually-hidden" for="colour">Colour</label>
          <input id="colour" name="colour" type="color" class="colour" defaultValue={entry.colour ?? "#0b5f50"} />
        </div>
        <dl class="facts">
          {entry.account.issuer && <><dt>Issuer</dt><dd>{entry.account.issuer}</dd></>}
          {entry.account.account && <><dt>Account</dt><dd>{entry.account.account}</dd></>}
          <dt>Added</dt><dd>{new Date(entry.created).toLocaleString()}</dd>
          {entry.lastUsed && <><dt>Last used</dt><dd>{new Date(entry.lastUsed).toLocaleString()}</dd></>}
          {unusual(entry.account.method) && <><dt>Codes</dt><dd>{unusual(entry.account.method)}</dd></>}
        </dl>
        <div class="actions">
          <Submit busy={busy}>Save</Submit>
          <button type="button" class="btn btn-plain" onClick={() => remove(entry)}>Delete</button>
        </div>
      </form>
    </Page>
  );
}

function edited(form: HTMLFormElement): (entry: Entry) => Entry {
  const name = checkedName(textIn(form, "name"));
  const tags = [...new Set(textIn(form, "tags").split(",").map((tag) => tag.trim()).filter((tag) => tag !== ""))];
  if (tags.length > 16 || tags.some((tag) => tag.length > 64)) {
    throw new Refusal("There are at most 16 tags of at most 64 characters.");
  }
  const note = textIn(form, "note").replaceAll("\r\n", "\n");
  const letter = textIn(form, "letter").trim();
  const coloured = textIn(form, "coloured") === "on";
  const colour = textIn(form, "colour").toLowerCase();
  return ({ note: _note, tags: _tags, letter: _letter, colour: _colour, ...entry }) => ({
    ...entry,
    name,
    ...(note !== "" && { note }),
    ...(tags.length > 0 && { tags }),
    ...(letter !== "" && { letter }),
    ...(coloured && { colour }),
  });
}
