/** Width and height, as the first bytes of a PNG, GIF, BMP, WebP or JPEG file say; undefined where they say none. */
export function sizeOf(head: Uint8Array<ArrayBuffer>): { width: number; height: number } | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  try {
    if (view.getUint32(0) === 0x89504e47) {
      return { width: view.getUint32(16), height: view.getUint32(20) };
    }
    if (view.getUint32(0) === 0x47494638) {
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    }
    if (view.getUint16(0) === 0x424d) {
      return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
    }
    if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) {
      return webp(view);
    }
    return view.getUint16(0) === 0xffd8 ? jpeg(view) : undefined;
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/** RFC 9649: lossy, lossless or extended. */
function webp(view: DataView) {
  switch (view.getUint32(12)) {
    case 0x56503820: return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 0x5650384c: return { width: 1 + (view.getUint32(21, true) & 0x3fff), height: 1 + ((view.getUint32(21, true) >>> 14) & 0x3fff) };
    case 0x56503858: return { width: 1 + (view.getUint32(23, true) >>> 8), height: 1 + (view.getUint32(26, true) >>> 8) };
    default: return undefined;
  }
}

/** The first frame header (ITU-T T.81, B.2.2), behind segments of other kinds. */
function jpeg(view: DataView) {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    while (view.getUint16(at) === 0xffff) {
      at++;
    }
    const marker = view.getUint16(at);
    if (marker < 0xffc0 || marker > 0xfffe || marker === 0xffda) {
      return undefined;
    }
    if (marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
  }
}
