import { textsIn } from "./decode";

const LOOK_EVERY_MS = 150;
/** Of so many frames one is looked at thoroughly: it takes several times as long. */
const THOROUGH_EVERY = 6;
const MOST_PIXELS_A_SIDE = 1_280;

/** A running camera whose frames are looked at for QR codes. */
export interface Camera {
  readonly devices: readonly MediaDeviceInfo[];
  readonly deviceId: string | undefined;
  readonly setTorch: ((on: boolean) => Promise<void>) | undefined;
  stop(): void;
}

/** Asks for the camera and shows it in {@link video}; {@link seen} gets every code that is read. */
export async function startCamera(
  video: HTMLVideoElement,
  deviceId: string | undefined,
  seen: (text: string) => void,
  ended: () => void,
): Promise<Camera> {
  const wanted = deviceId === undefined ? { facingMode: "environment" } : { deviceId: { exact: deviceId } };
  const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...wanted, width: { ideal: 1280 } } });
  const track = stream.getVideoTracks()[0];
  video.srcObject = stream;
  await video.play();
  track?.addEventListener("ended", ended);
  const stopLooking = look(video, seen);
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "videoinput");
  return {
    devices,
    deviceId: track?.getSettings().deviceId,
    setTorch: track && hasTorch(track) ? (on) => setTorch(track, on) : undefined,
    stop: () => {
      stopLooking();
      stream.getTracks().forEach((each) => each.stop());
      video.srcObject = null;
    },
  };
}

function look(video: HTMLVideoElement, seen: (text: string) => void): () => void {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let looking = true;
  let frames = 0;
  const again = async () => {
    if (looking && context !== null && video.videoWidth > 0) {
      const scale = Math.min(1, MOST_PIXELS_A_SIDE / Math.max(video.videoWidth, video.videoHeight));
      canvas.width = Math.ceil(video.videoWidth * scale);
      canvas.height = Math.ceil(video.videoHeight * scale);
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      // A frame that cannot be looked at is none to stop for.
      const texts = await textsIn(context.getImageData(0, 0, canvas.width, canvas.height), ++frames % THOROUGH_EVERY === 0).catch(() => []);
      texts.filter(() => looking).forEach(seen);
    }
    if (looking) {
      setTimeout(() => void again(), LOOK_EVERY_MS);
    }
  };
  void again();
  return () => {
    looking = false;
  };
}

/** The torch is in no list of types yet. */
function hasTorch(track: MediaStreamTrack): boolean {
  const capabilities: object = track.getCapabilities?.() ?? {};
  return "torch" in capabilities && capabilities.torch === true;
}

async function setTorch(track: MediaStreamTrack, on: boolean): Promise<void> {
  const torch: MediaTrackConstraintSet & { torch: boolean } = { torch: on };
  await track.applyConstraints({ advanced: [torch] });
}

/** Why there is no picture, and what to do. */
export function cameraTrouble(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") {
    return "The browser does not let this page use the camera. Allow it in the browser’s settings for this page, or choose a picture.";
  }
  if (name === "NotFoundError" || name === "OverconstrainedError") {
    return "There is no camera here. Choose a picture of the QR code instead.";
  }
  return "The camera cannot be used, perhaps because another program has it. Choose a picture instead.";
}
