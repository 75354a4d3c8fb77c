import { expect, it } from "vitest";
import { clearer, meanAround } from "../src/ui/clearer";

it.each([[7, 5, 1], [7, 5, 3], [3, 9, 6], [1, 1, 3]])("the mean around a pixel of %i by %i ends at the edges, with a reach of %i", (width, height, reach) => {
  const pixels = Float32Array.from({ length: width * height }, (_, i) => (i * 37) % 256);
  const slowly = Array.from(pixels, (_, i) => {
    const near = [...pixels.keys()].filter((j) => Math.abs((j % width) - (i % width)) <= reach && Math.abs(Math.floor(j / width) - Math.floor(i / width)) <= reach);
    return near.reduce((sum, j) => sum + (pixels[j] ?? 0), 0) / near.length;
  });
  meanAround(pixels, width, height, reach).forEach((mean, i) => expect(mean).toBeCloseTo(slowly[i] ?? -1, 2));
});

it("an edge that is hardly there becomes one of black and white", () => {
  const width = 12;
  const data = Uint8ClampedArray.from({ length: 4 * width * width }, (_, i) => (i % 4 === 3 ? 255 : (i >> 2) % width < 6 ? 90 : 160));
  const edge = clearer({ data, width, height: width } as ImageData, 3, 4).data.slice(4 * 5, 4 * 7);
  expect([...edge]).toEqual([expect.any(Number), edge[0], edge[0], 255, expect.any(Number), edge[4], edge[4], 255]);
  expect((edge[4] ?? 0) - (edge[0] ?? 0)).toBeGreaterThan(160 - 90);
});
