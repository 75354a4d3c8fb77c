/**
 * Has the service worker keep the app for working offline. When the host has a new version,
 * {@link offered} gets the way to change over: nothing is reloaded before somebody asks for it.
 */
export async function keepOffline(offered: (reload: () => void) => void): Promise<void> {
  const workers = navigator.serviceWorker;
  if (workers === undefined) {
    return;
  }
  // Another tab may have changed over: this one still runs the version before.
  let first = workers.controller === null;
  workers.addEventListener("controllerchange", () => {
    if (!first) {
      offered(() => location.reload());
    }
    first = false;
  });
  const registration = await workers.register("./sw.js");
  const offer = (waiting: ServiceWorker) =>
    offered(() => {
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage({ type: "SKIP_WAITING" });
    });
  if (registration.waiting !== null && workers.controller !== null) {
    offer(registration.waiting);
  }
  registration.addEventListener("updatefound", () => {
    const installing = registration.installing;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed" && workers.controller !== null) {
        offer(installing);
      }
    });
  });
}
