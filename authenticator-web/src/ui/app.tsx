import { useEffect, useState } from "preact/hooks";
import type { OpenVault, Surroundings } from "../store/openvault";
import { Open } from "./open";
import { FirstStart, RestoreHere, Unlock } from "./start";

/** Survives when a browser clears only the database: tells a first start from lost data. */
const MARK = "countersign-authenticator-has-vault";

type Phase = "first" | "evicted" | "restore" | "locked";

interface AppProps {
  readonly around: Surroundings;
  readonly empty: boolean;
  /** Says when a new version is there, and gives the way to it. */
  readonly watchVersions: (offered: (reload: () => void) => void) => Promise<void>;
}

export function App(props: AppProps) {
  const [reload, offer] = useState<(() => void) | undefined>();
  const [phase, setPhase] = useState<Phase>(() => firstPhase(props.empty));
  const [why, setWhy] = useState<string | undefined>();
  const [vault, setVault] = useState<OpenVault | undefined>();

  useEffect(() => {
    // Without a service worker the app works as long as there is a network.
    props.watchVersions((way) => offer(() => way)).catch(() => undefined);
  }, []);

  useEffect(() => {
    if (vault === undefined) {
      // Another tab may have made the vault, or the browser may have taken it.
      const look = () => void props.around.store.current().then((found) => {
        setPhase((now) => (found === undefined ? (now === "restore" ? now : firstPhase(true)) : "locked"));
      });
      addEventListener("focus", look);
      return () => removeEventListener("focus", look);
    }
    return undefined;
  }, [vault]);

  function opened(found: OpenVault) {
    localStorage.setItem(MARK, "1");
    // Asked for in answer to what the owner did; the settings say what came of it.
    void navigator.storage?.persist?.();
    setVault(found);
  }

  function lock(reason?: string) {
    vault?.close();
    setWhy(reason);
    setVault(undefined);
    setPhase("locked");
  }

  return (
    <>
      <div role="status">
        {reload && (
          <p class="new-version">
            A new version is there. <button type="button" class="linklike" onClick={reload}>Reload</button>
          </p>
        )}
      </div>
      {vault === undefined ? closed() : <Open around={props.around} vault={vault} lock={lock} />}
    </>
  );

  function closed() {
    return (
      <main>
        <p class="brand-above"><span class="brand"><img class="brand-mark" src="./mark.svg" alt="" width="28" height="28" />Authenticator</span></p>
        {phase === "locked" && <Unlock around={props.around} why={why} opened={opened} />}
        {phase === "restore" && <RestoreHere around={props.around} opened={opened} back={() => setPhase(firstPhase(true))} />}
        {(phase === "first" || phase === "evicted") && (
          <FirstStart around={props.around} evicted={phase === "evicted"} opened={opened} restore={() => setPhase("restore")} />
        )}
      </main>
    );
  }
}

function firstPhase(empty: boolean): Phase {
  if (!empty) {
    return "locked";
  }
  return localStorage.getItem(MARK) === null ? "first" : "evicted";
}
