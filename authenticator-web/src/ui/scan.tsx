import { useEffect, useRef, useState } from "preact/hooks";
import { gather, leftBehind, missingPictures, type Gathering } from "../exchange/gathering";
import { startCamera, cameraTrouble, type Camera } from "./camera";
import { NOTHING, gatherFiles, gatherPaste } from "./files";
import { FileButton, Note, Page, Problem, useTask } from "./parts";
import { useSession } from "./session";

/** A QR code by camera, by picture file or pasted. */
export function Scan() {
  const { back, go } = useSession();
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<Camera | undefined>();
  const [chosen, choose] = useState<string | undefined>();
  const [started, start] = useState(false);
  const [trouble, setTrouble] = useState<string | undefined>();
  const [torch, setTorch] = useState(false);
  const found = useRef<Gathering>(NOTHING);
  const [, shown] = useState<Gathering>(NOTHING);
  /** A camera sees one code many times, also while the next screen is on its way. */
  const seen = useRef(new Set<string>());
  const { problem, run } = useTask();

  function see(text: string) {
    if (!seen.current.has(text)) {
      seen.current.add(text);
      take(gather(found.current, text));
    }
  }

  function take(next: Gathering) {
    const grown = next.readings.length > found.current.readings.length;
    found.current = next;
    shown(next);
    if (grown && missingPictures(next).length === 0) {
      review();
    }
  }

  function review() {
    go({ at: "review", readings: found.current.readings, leftBehind: leftBehind(found.current) });
  }

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const data = event.clipboardData;
      if (data !== null) {
        event.preventDefault();
        run(async () => take(await gatherPaste(found.current, data)));
      }
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);

  useEffect(() => {
    if (!started || video.current === null) {
      return undefined;
    }
    let running: Camera | undefined;
    let left = false;
    setTrouble(undefined);
    startCamera(video.current, chosen, see, () => setTrouble("The camera stopped. Start it again, or choose a picture.")).then(
      (ready) => {
        running = ready;
        left ? ready.stop() : setCamera(ready);
      },
      (error: unknown) => {
        setTrouble(cameraTrouble(error));
        start(false);
      },
    );
    return () => {
      left = true;
      running?.stop();
      setCamera(undefined);
      setTorch(false);
    };
  }, [started, chosen]);

  const missing = missingPictures(found.current);
  return (
    <Page title="Scan account barcode" lead="Point the camera at the QR code, or choose or paste a picture of it. The picture never leaves this device." back={back}>
      <Problem text={problem ?? trouble ?? found.current.skipped.at(-1)?.why} />
      {missing.length > 0 && (
        <Note kind="care">
          <p>
            {found.current.readings.length} accounts read. Still missing: picture {missing.join(", ")}.{" "}
            <button type="button" class="linklike" onClick={review}>Go on without</button>
          </p>
        </Note>
      )}
      <div class="viewer" hidden={!started}>
        <video ref={video} muted playsInline aria-label="What the camera sees" />
      </div>
      {started && camera && (
        <div class="inline-actions viewer-actions">
          {camera.devices.length > 1 && (
            <>
              <label class="visually-hidden" for="camera">Camera</label>
              <select id="camera" class="form-control form-select" value={camera.deviceId} onChange={(event) => choose(event.currentTarget.value)}>
                {camera.devices.map((device, index) => <option key={device.deviceId} value={device.deviceId}>{device.label || `Camera ${index + 1}`}</option>)}
              </select>
            </>
          )}
          {camera.setTorch && (
            <button type="button" class="btn btn-plain" aria-pressed={torch} onClick={() => void camera.setTorch?.(!torch).then(() => setTorch(!torch), () => undefined)}>
              Torch
            </button>
          )}
        </div>
      )}
      <div class="actions">
        {!started && <button type="button" class="btn btn-primary" onClick={() => start(true)}>Start camera</button>}
        <FileButton label="Choose a picture" accept="image/*" multiple onFiles={(files) => run(async () => take(await gatherFiles(found.current, files)))} />
      </div>
      <p class="hint">To paste a picture, copy it and press Ctrl+V (⌘V) on this page.</p>
    </Page>
  );
}
