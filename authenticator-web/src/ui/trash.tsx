import { erasing, untrashing } from "../store/changes";
import { TRASH_DAYS } from "../vault/entry";
import { Page, Problem, useTask } from "./parts";
import { useSession } from "./session";

/** Deleted accounts, for 30 days. */
export function Trash() {
  const { entries, update, back, say } = useSession();
  const { problem, run } = useTask();
  const trashed = entries.flatMap((entry) => (entry.deleted === undefined ? [] : [{ entry, deleted: entry.deleted }]));
  return (
    <Page title="Trash" lead={`Deleted accounts stay here for ${TRASH_DAYS} days.`} back={back}>
      <Problem text={problem} />
      {trashed.length === 0 && <p>Nothing is in the trash. To delete an account, choose Edit beside it.</p>}
      <ul class="apps">
        {trashed.map(({ entry, deleted }) => (
          <li key={entry.id} class="trashed">
            <div>
              <strong>{entry.name}</strong>
              <p class="quiet small">Deleted {new Date(deleted).toLocaleDateString()}</p>
            </div>
            <div class="inline-actions">
              <button
                type="button"
                class="btn btn-plain btn-small"
                aria-label={`Put ${entry.name} back`}
                onClick={() => run(async () => {
                  await update(untrashing(entry.id));
                  say(`${entry.name} is back in the list.`);
                })}
              >
                Put back
              </button>
              <button
                type="button"
                class="btn btn-link btn-small"
                aria-label={`Erase ${entry.name} for good`}
                onClick={() => {
                  if (confirm(`Erase ${entry.name} for good? Its codes cannot be made again.`)) {
                    run(() => update(erasing(entry.id)));
                  }
                }}
              >
                Erase
              </button>
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
