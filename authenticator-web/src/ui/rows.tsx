import { useMemo, useRef } from "preact/hooks";
import type { Entry } from "../vault/entry";
import { Row } from "./row";
import { useNow } from "./time";
import { useSession } from "./session";
import { useWindow } from "./window";

interface RowsProps {
  /** Those that the search found. */
  readonly found: readonly Entry[];
  /** All, in their order. */
  readonly listed: readonly Entry[];
  readonly move: (entry: Entry, target: Entry | undefined) => void;
}

/** The accounts with their codes; of a long list those that are seen, so that codes are made for no others. */
export function Rows({ found, listed, move }: RowsProps) {
  const { around } = useSession();
  const now = useNow(around.now);
  const list = useRef<HTMLUListElement>(null);
  const ids = useMemo(() => found.map(({ id }) => id), [found]);
  const { from, to, above, below } = useWindow(ids, list);
  return (
    <ul ref={list} class="accounts" aria-label="Accounts">
      {above > 0 && <li class="elsewhere" aria-hidden="true" style={{ height: `${above}px` }} />}
      {found.slice(from, to).map((entry, index) => (
        <Row
          key={entry.id}
          entry={entry}
          now={now}
          place={from + index + 1}
          size={found.length}
          ordered={found.length === listed.length && listed.length > 1}
          move={(by) => move(entry, listed[listed.indexOf(entry) + by])}
          drop={(id) => move(entry, listed.find((other) => other.id === id))}
        />
      ))}
      <li class="elsewhere" aria-hidden="true" style={{ height: `${below}px` }} />
    </ul>
  );
}
