import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A screen whose code is fetched when it is first shown. */
export function Later({ load }: { load: () => Promise<{ default: ComponentType }> }) {
  const [Screen, setScreen] = useState<ComponentType | undefined>();
  const [failed, fail] = useState(false);
  useEffect(() => {
    load().then((module) => setScreen(() => module.default), () => fail(true));
  }, []);
  return failed ? <p role="alert">This part of the app could not be loaded. Reload the page.</p> : Screen ? <Screen /> : null;
}
