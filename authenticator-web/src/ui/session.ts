import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Reading, Skipped } from "../otp/account";
import type { Change, OpenVault, Surroundings } from "../store/openvault";
import type { Entry } from "../vault/entry";

export type Screen =
  | { readonly at: "list" | "add" | "scan" | "manual" | "import" | "trash" | "backup" | "restore" | "settings" | "passphrase" | "export" }
  | { readonly at: "review"; readonly readings: readonly Reading[]; readonly leftBehind: readonly Skipped[] }
  | { readonly at: "edit" | "codes"; readonly id: string };

/** What a screen of the unlocked app works with. */
export interface Session {
  readonly around: Surroundings;
  readonly vault: OpenVault;
  readonly entries: readonly Entry[];
  readonly update: (change: Change) => Promise<void>;
  /** After a change of the vault itself: shows it, and tells the other tabs to look again. */
  readonly changed: () => void;
  readonly go: (screen: Screen) => void;
  readonly back: () => void;
  /** To the list, forgetting the way here. */
  readonly home: () => void;
  /** Says something that needs no answer; {@link undo} gives it a button. */
  readonly say: (text: string, undo?: () => Promise<void>) => void;
  /** {@link why} is said on the page that unlocks. */
  readonly lock: (why?: string) => void;
  readonly lockMinutes: number;
  readonly setLockMinutes: (minutes: number) => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) {
    throw new Error("this screen is shown only while the vault is open");
  }
  return session;
}

export const LAST_BACKUP = "lastBackup";
export const LOCK_MINUTES = "lockMinutes";
