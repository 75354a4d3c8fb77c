import { render } from "preact";
import { byWebLock } from "./store/exclusive";
import { VaultStore } from "./store/vaultstore";
import { App } from "./ui/app";
import { keepOffline } from "./ui/newversion";
import { IN_WORKER } from "./vault/inworker";
import "../../console/src/main/resources/countersign/console/assets/theme.css";
import "./app.css";

async function start(root: HTMLElement): Promise<void> {
  const store = await VaultStore.open();
  const around = { store, kdf: IN_WORKER.argon2id, exclusive: byWebLock, now: () => Date.now() };
  const watch = import.meta.env.PROD ? keepOffline : async () => undefined;
  render(<App around={around} empty={(await store.current()) === undefined} watchVersions={watch} />, root);
}

const root = document.getElementById("app");
if (root !== null) {
  start(root).catch(() => {
    root.textContent = "This browser lets the app store nothing, as in a private window. Open it in an ordinary one.";
  });
}
