import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Change, OpenVault, Surroundings } from "../store/openvault";
import { Add } from "./add";
import { Backup } from "./backup";
import { Codes } from "./codes";
import { Edit } from "./edit";
import { idleFor, moment } from "./idle";
import { Import } from "./import";
import { List } from "./list";
import { Manual } from "./manual";
import { Later } from "./later";
import { wordsOf } from "./parts";
import { ChangePassphrase } from "./passphrase";
import { Restore } from "./restore";
import { Review } from "./review";
import { Scan } from "./scan";
import { LOCK_MINUTES, SessionContext, type Screen, type Session } from "./session";
import { Settings } from "./settings";
import { Trash } from "./trash";

const USUAL_LOCK_MINUTES = 5;
const SAID_MS = 8_000;
const UNDO_MS = 20_000;

/** The app while the vault is open: its screens, and the lock that closes it. */
export function Open(props: { around: Surroundings; vault: OpenVault; lock: (why?: string) => void }) {
  const { around, vault } = props;
  const [entries, setEntries] = useState(vault.entries);
  const [ways, setWays] = useState<readonly Screen[]>([{ at: "list" }]);
  const [said, setSaid] = useState<{ text: string; undo?: () => Promise<void> } | undefined>();
  const [lockMinutes, setMinutes] = useState(USUAL_LOCK_MINUTES);
  const channel = useMemo(() => new BroadcastChannel("countersign-vault"), []);
  const screen = ways.at(-1) ?? { at: "list" };

  useEffect(() => {
    void around.store.fact(LOCK_MINUTES).then((minutes) => minutes !== undefined && setMinutes(minutes));
    const refresh = () => vault.refresh().then(() => setEntries(vault.entries), (error: unknown) => props.lock(wordsOf(error)));
    channel.addEventListener("message", () => void refresh());
    // What was written between the reading of the vault and this moment told nobody here.
    void refresh();
    history.replaceState(1, "");
    const popped = (event: PopStateEvent) => {
      const depth = typeof event.state === "number" ? event.state : 1;
      setWays((now) => now.slice(0, Math.max(1, depth)));
    };
    addEventListener("popstate", popped);
    return () => {
      channel.close();
      removeEventListener("popstate", popped);
    };
  }, []);

  useLockWhenIdle(lockMinutes, () => props.lock());

  useEffect(() => {
    if (said === undefined) {
      return undefined;
    }
    const timer = setTimeout(() => setSaid(undefined), said.undo ? UNDO_MS : SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  async function update(change: Change) {
    try {
      await vault.update(change);
      channel.postMessage("written");
    } finally {
      setEntries(vault.entries);
    }
  }

  const session: Session = {
    around,
    vault,
    entries,
    update,
    changed: () => {
      setEntries(vault.entries);
      channel.postMessage("written");
    },
    go: (next) => {
      setSaid(undefined);
      history.pushState(ways.length + 1, "");
      setWays([...ways, next]);
    },
    back: () => history.back(),
    home: () => history.go(1 - ways.length),
    say: (text, undo) => setSaid(undo ? { text, undo } : { text }),
    lock: props.lock,
    lockMinutes,
    setLockMinutes: (minutes) => {
      setMinutes(minutes);
      void around.store.setFact(LOCK_MINUTES, minutes);
    },
  };

  return (
    <SessionContext.Provider value={session}>
      <main><Shown screen={screen} /></main>
      <div class="said" role="status">
        {said && (
          <p>
            <span>{said.text}</span>
            {said.undo && (
              <button
                type="button"
                class="linklike"
                onClick={() => {
                  said.undo?.().then(() => setSaid(undefined), (error: unknown) => setSaid({ text: wordsOf(error) }));
                }}
              >
                Undo
              </button>
            )}
          </p>
        )}
      </div>
    </SessionContext.Provider>
  );
}

function Shown({ screen }: { screen: Screen }) {
  switch (screen.at) {
    case "list": return <List />;
    case "add": return <Add />;
    case "scan": return <Scan />;
    case "manual": return <Manual />;
    case "import": return <Import />;
    case "review": return <Review readings={screen.readings} leftBehind={screen.leftBehind} />;
    case "edit": return <Edit id={screen.id} />;
    case "codes": return <Codes id={screen.id} />;
    case "trash": return <Trash />;
    case "backup": return <Backup />;
    case "restore": return <Restore />;
    case "settings": return <Settings />;
    case "export": return <Later load={() => import("./export")} />;
    case "passphrase": return <ChangePassphrase />;
  }
}

/** Compares clocks when the page is seen again: timers of hidden pages run late. */
function useLockWhenIdle(minutes: number, lock: () => void) {
  const last = useRef(moment());
  useEffect(() => {
    const check = () => {
      if (idleFor(last.current, moment()) >= minutes * 60_000) {
        lock();
      }
    };
    const active = () => {
      check();
      last.current = moment();
    };
    const timer = setInterval(check, 1_000);
    document.addEventListener("visibilitychange", check);
    addEventListener("pointerdown", active);
    addEventListener("keydown", active);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", check);
      removeEventListener("pointerdown", active);
      removeEventListener("keydown", active);
    };
  }, [minutes]);
}
