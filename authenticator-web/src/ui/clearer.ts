const SMOOTHED = 1;
const GREY = [0.299, 0.587, 0.114] as const;

/**
 * Turns the picture into grey, with its noise smoothed, and then drives each pixel away from the mean of those
 * within {@link reach} of it, {@link times} as far as it was. What was blurred has edges again.
 */
export function clearer(picture: ImageData, reach: number, times: number): ImageData {
  const { width, height } = picture;
  const smooth = meanAround(grey(picture), width, height, SMOOTHED);
  const mean = meanAround(smooth, width, height, reach);
  const { data } = picture;
  for (let i = 0; i < smooth.length; i++) {
    const value = smooth[i] ?? 0;
    const driven = value + times * (value - (mean[i] ?? 0));
    // Clamped by the array.
    data[4 * i] = driven;
    data[4 * i + 1] = driven;
    data[4 * i + 2] = driven;
  }
  return picture;
}

function grey({ data, width, height }: ImageData): Float32Array {
  const [red, green, blue] = GREY;
  const pixels = new Float32Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = red * (data[4 * i] ?? 0) + green * (data[4 * i + 1] ?? 0) + blue * (data[4 * i + 2] ?? 0);
  }
  return pixels;
}

/** The mean of the square of 2 * reach + 1 pixels around each; it ends at the picture's edges. */
export function meanAround(pixels: Float32Array, width: number, height: number, reach: number): Float32Array {
  const across = new Float32Array(pixels.length);
  for (let y = 0; y < height; y++) {
    slide(pixels, across, y * width, 1, width, reach);
  }
  const around = new Float32Array(pixels.length);
  for (let x = 0; x < width; x++) {
    slide(across, around, x, width, height, reach);
  }
  return around;
}

/** Means along one line of pixels that are {@link apart} from each other. */
function slide(from: Float32Array, to: Float32Array, start: number, apart: number, length: number, reach: number): void {
  let sum = 0;
  for (let i = 0; i < Math.min(reach, length); i++) {
    sum += from[start + i * apart] ?? 0;
  }
  for (let i = 0; i < length; i++) {
    sum += i + reach < length ? (from[start + (i + reach) * apart] ?? 0) : 0;
    sum -= i > reach ? (from[start + (i - reach - 1) * apart] ?? 0) : 0;
    to[start + i * apart] = sum / (Math.min(i + reach, length - 1) - Math.max(i - reach, 0) + 1);
  }
}
