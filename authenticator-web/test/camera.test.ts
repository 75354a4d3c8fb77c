import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cameraTrouble, startCamera } from "../src/ui/camera";

/** A camera as phones have it; Chromium's fake one has no torch. */
function track(capabilities: object) {
  return {
    addEventListener: vi.fn(),
    stop: vi.fn(),
    getCapabilities: () => capabilities,
    getSettings: () => ({ deviceId: "back" }),
    applyConstraints: vi.fn(async () => undefined),
  };
}

function phone(video: ReturnType<typeof track>) {
  const asked: MediaStreamConstraints[] = [];
  vi.stubGlobal("navigator", {
    mediaDevices: {
      getUserMedia: async (constraints: MediaStreamConstraints) => {
        asked.push(constraints);
        return { getVideoTracks: () => [video], getTracks: () => [video] };
      },
      enumerateDevices: async () => [
        { kind: "videoinput", deviceId: "front", label: "Front" },
        { kind: "audioinput", deviceId: "ear", label: "Ear" },
        { kind: "videoinput", deviceId: "back", label: "Back" },
      ],
    },
  });
  return asked;
}

const screen = { play: async () => undefined, videoWidth: 0, srcObject: null } as unknown as HTMLVideoElement;

beforeEach(() => {
  vi.stubGlobal("OffscreenCanvas", class { getContext = () => null; });
});

afterEach(() => vi.unstubAllGlobals());

describe("a camera", () => {
  it("with a torch turns it on and off", async () => {
    const video = track({ torch: true });
    phone(video);
    const camera = await startCamera(screen, undefined, () => undefined, () => undefined);
    await camera.setTorch?.(true);
    await camera.setTorch?.(false);
    expect(video.applyConstraints.mock.calls).toEqual([[{ advanced: [{ torch: true }] }], [{ advanced: [{ torch: false }] }]]);
    camera.stop();
    expect(video.stop).toHaveBeenCalled();
  });

  it("without one offers none", async () => {
    phone(track({}));
    const camera = await startCamera(screen, undefined, () => undefined, () => undefined);
    expect(camera.setTorch).toBeUndefined();
    camera.stop();
  });

  it("is the one at the back until another is chosen from those there are", async () => {
    const asked = phone(track({}));
    const camera = await startCamera(screen, undefined, () => undefined, () => undefined);
    camera.stop();
    (await startCamera(screen, "front", () => undefined, () => undefined)).stop();
    expect(camera.devices.map(({ deviceId }) => deviceId)).toEqual(["front", "back"]);
    expect(camera.deviceId).toBe("back");
    expect(asked.map(({ video }) => video)).toMatchObject([{ facingMode: "environment" }, { deviceId: { exact: "front" } }]);
  });

  it.each([
    ["NotAllowedError", "Allow it"],
    ["NotFoundError", "no camera"],
    ["NotReadableError", "another program"],
  ])("that cannot be used (%s) says what to do", (name, words) => {
    expect(cameraTrouble(new DOMException("", name))).toContain(words);
  });
});
