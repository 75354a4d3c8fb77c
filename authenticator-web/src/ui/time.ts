import { useEffect, useState } from "preact/hooks";
import type { Account } from "../otp/account";
import { codeOf, stepAt } from "../otp/code";

/** The time, every second as it begins. */
export function useNow(now: () => number): number {
  const [at, setAt] = useState(now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const time = now();
      setAt(time);
      timer = setTimeout(tick, 1_005 - (time % 1_000));
    };
    tick();
    return () => clearTimeout(timer);
  }, []);
  return at;
}

/** The code of a step; undefined until it is computed. */
export function useCode(account: Account, step: number): string | undefined {
  const [made, setMade] = useState<{ step: number; code: string } | undefined>();
  useEffect(() => {
    let current = true;
    void codeOf(account.seed, account.method, step).then((code) => current && setMade({ step, code }));
    return () => {
      current = false;
    };
  }, [account, step]);
  return made?.step === step ? made.code : undefined;
}

/** The code that another app shows at this moment, for comparing; made while {@link wanted}. */
export function usePresentCode(account: Account, now: () => number, wanted: boolean): string | undefined {
  const { method } = account;
  const factor = () => (method.type === "hotp" ? method.counter : stepAt(method, now()));
  const [at, setAt] = useState(factor);
  const [code, setCode] = useState<string | undefined>();
  useEffect(() => {
    if (!wanted) {
      return undefined;
    }
    setAt(factor);
    const timer = setInterval(() => setAt(factor), 1_000);
    return () => clearInterval(timer);
  }, [account, wanted]);
  useEffect(() => {
    let current = true;
    if (wanted) {
      void codeOf(account.seed, method, at).then((made) => current && setCode(made));
    }
    return () => {
      current = false;
    };
  }, [account, at, wanted]);
  return code;
}
