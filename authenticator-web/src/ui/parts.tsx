import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Skipped } from "../otp/account";
import { Refusal } from "../otp/refusal";
import { VaultError } from "../vault/vaulterror";

/** One screen: a single calm column with its heading, which is where a new screen's focus goes. */
export function Page(props: { title: string; lead?: string; back?: () => void; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.title} - Authenticator`;
    heading.current?.focus();
    scrollTo(0, 0);
  }, [props.title]);
  return (
    <div class="column">
      {props.back && (
        <button type="button" class="linklike crumb" onClick={props.back}>
          ‹ Back
        </button>
      )}
      <div class="card-calm">
        <h1 ref={heading} tabIndex={-1}>{props.title}</h1>
        {props.lead && <p class="lead">{props.lead}</p>}
        {props.children}
      </div>
    </div>
  );
}

/** A labelled input, which the browser neither remembers nor corrects. */
export function Field(props: {
  label: string;
  name: string;
  hint?: string;
  /** Text that is shown, hidden as it is typed, or a number. */
  kind?: "text" | "password" | "number";
  value?: string;
  problem?: string | undefined;
  autocomplete?: string;
  mono?: boolean;
  most?: number;
  onInput?: (value: string) => void;
}) {
  const id = useId();
  const described = [props.hint && `${id}-hint`, props.problem && `${id}-problem`].filter(Boolean).join(" ");
  const attributes = {
    id,
    name: props.name,
    class: `form-control${props.mono ? " mono" : ""}${props.problem ? " is-invalid" : ""}`,
    defaultValue: props.value,
    autocomplete: props.autocomplete ?? "off",
    autocapitalize: "off",
    spellcheck: false,
    maxLength: props.most,
    inputMode: props.kind === "number" ? "numeric" : undefined,
    "aria-invalid": props.problem ? true : undefined,
    "aria-describedby": described || undefined,
    onInput: (event: { currentTarget: HTMLInputElement }) => props.onInput?.(event.currentTarget.value),
  } as const;
  return (
    <div class="field">
      <label class="form-label" for={id}>{props.label}</label>
      {props.kind === "password" ? <input {...attributes} type="password" /> : <input {...attributes} type="text" />}
      {props.problem && <span class="problem" id={`${id}-problem`}>{props.problem}</span>}
      {props.hint && <span class="hint" id={`${id}-hint`}>{props.hint}</span>}
    </div>
  );
}

export function Note(props: { kind?: "problem" | "care"; children: ComponentChildren }) {
  return <div class={`note${props.kind ? ` note-${props.kind}` : ""}`}>{props.children}</div>;
}

/** What an import does not take, loudly: who lets go of the old app must know. */
export function LeftBehind({ skipped, lead }: { skipped: readonly Skipped[]; lead?: string }) {
  if (skipped.length === 0) {
    return null;
  }
  return (
    <div role="alert">
      <Note kind="problem">
        <p><strong>{lead ?? "Not everything was taken: keep the old app for what is named here."}</strong></p>
        <ul>{skipped.map(({ name, why }, index) => <li key={index}>{name === "" ? why : `${name}: ${why}`}</li>)}</ul>
      </Note>
    </div>
  );
}

/** What went wrong, read out when it appears. */
export function Problem({ text }: { text: string | undefined }) {
  return <div role="alert">{text && <div class="note note-problem"><p>{text}</p></div>}</div>;
}

/** Runs what a button asks for: one at a time, and what goes wrong is said. */
export function useTask(): { busy: boolean; problem: string | undefined; run: (work: () => Promise<void>) => void; refuse: (text?: string) => void } {
  const [busy, setBusy] = useState(false);
  const [problem, refuse] = useState<string | undefined>();
  const run = (work: () => Promise<void>) => {
    if (busy) {
      return;
    }
    setBusy(true);
    refuse(undefined);
    work()
      .catch((error: unknown) => refuse(wordsOf(error)))
      .finally(() => setBusy(false));
  };
  return { busy, problem, run, refuse };
}

export function wordsOf(error: unknown): string {
  if (error instanceof Refusal || error instanceof VaultError) {
    return error.message;
  }
  if (error instanceof DOMException && error.name === "QuotaExceededError") {
    return "The browser has no room left to save this. Nothing was changed.";
  }
  return error instanceof Error ? `This did not work: ${error.message}` : "This did not work.";
}

/** The text of a form's field. */
export function textIn(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}

export function Submit(props: { busy: boolean; children: ComponentChildren; plain?: boolean; disabled?: boolean }) {
  return (
    <button type="submit" class={`btn ${props.plain ? "btn-plain" : "btn-primary"}`} disabled={props.busy || props.disabled}>
      {props.children}
    </button>
  );
}

/** A button that opens the file chooser. */
export function FileButton(props: { label: string; accept?: string; primary?: boolean; multiple?: boolean; onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class={`btn ${props.primary ? "btn-primary" : "btn-plain"}`} onClick={() => input.current?.click()}>{props.label}</button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={props.label}
        accept={props.accept}
        multiple={props.multiple}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (files.length > 0) {
            props.onFiles(files);
          }
        }}
      />
    </>
  );
}
