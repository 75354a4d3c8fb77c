import { expect, it } from "vitest";
import { sizeOf } from "../src/ui/picturesize";

const bytes = (hex: string) => Uint8Array.from(hex.replaceAll(" ", "").match(/../g) ?? [], (pair) => parseInt(pair, 16));

it.each([
  ["PNG", "89504e47 0d0a1a0a 0000000d 49484452 00002710 00001f40", 10_000, 8_000],
  ["GIF", "474946383961 1027 401f", 10_000, 8_000],
  ["BMP, from the top down", `424d ${"00".repeat(16)} 10270000 c0e0ffff`, 10_000, 8_000],
  ["WebP, lossy", "52494646 00000000 57454250 56503820 00000000 000000 9d012a 1027 401f", 10_000, 8_000],
  ["WebP, lossless", "52494646 00000000 57454250 5650384c 00000000 2f 0fe7cf07", 10_000, 8_000],
  ["WebP, extended", "52494646 00000000 57454250 56503858 0a000000 00000000 0f2700 3f1f00", 10_000, 8_000],
  ["JPEG, behind other segments and a fill byte", "ffd8 ffe0 0004 4a46 ff ffc4 0003 00 ffc2 0011 08 1f40 2710", 10_000, 8_000],
])("the size of a picture is read from its head: %s", (_, head, width, height) => {
  expect(sizeOf(bytes(head))).toEqual({ width, height });
});

it.each(["", "89504e47", "ffd8 ffe0 ffff", "ffd8 ffda 0004", "0000001c 66747970", "ffd8 ffe0 0004 4a46 0000 0000"])("a head that says none gives none: %s", (head) => {
  expect(sizeOf(bytes(head))).toBeUndefined();
});
