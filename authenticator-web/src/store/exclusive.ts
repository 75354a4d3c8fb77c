/** Runs one piece of work at a time, over all tabs. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

export const byWebLock: Exclusive = async <T>(work: () => Promise<T>): Promise<T> => {
  // The types say that a promise comes back as a promise of a promise; it does not.
  return (await navigator.locks.request("countersign-vault", work)) as T;
};
