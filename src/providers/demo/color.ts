/** Red, green and blue in sRGB encoding, 0 to 1. */
export type Rgb = readonly [number, number, number];

/** Returns the color for a number from 0 to 1. Numbers outside are clamped. */
export type Gradient = (t: number) => Rgb;

const STEPS = 1024;

/** Parses a color such as `#ffb18a`. */
export function hex(code: string): Rgb {
  const value = Number.parseInt(code.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** Returns a gradient through the colors at equal intervals, interpolated in OKLab. */
export function gradient(colors: readonly [Rgb, ...Rgb[]]): Gradient {
  const stops = colors.map(toOklab);
  const table = Array.from({ length: STEPS }, (_, step): Rgb => {
    const place = (step / (STEPS - 1)) * (stops.length - 1);
    const index = Math.min(Math.floor(place), Math.max(0, stops.length - 2));
    const from = stops[index] ?? [0, 0, 0];
    return fromOklab(mix(from, stops[index + 1] ?? from, place - index));
  });
  return (t) => table[t <= 0 ? 0 : t >= 1 ? STEPS - 1 : (t * (STEPS - 1) + 0.5) | 0] ?? colors[0];
}

/** Interpolates linearly between two colors. */
export function mix(from: Rgb, to: Rgb, part: number): Rgb {
  return [
    from[0] + (to[0] - from[0]) * part,
    from[1] + (to[1] - from[1]) * part,
    from[2] + (to[2] - from[2]) * part,
  ];
}

/** Returns the perceived lightness of a color, 0 to 1. */
export function lightness(color: Rgb): number {
  return toOklab(color)[0];
}

/** Multiplies the chroma of a color; lightness and hue are unchanged. */
export function saturate(color: Rgb, factor: number): Rgb {
  const [light, a, b] = toOklab(color);
  return fromOklab([light, a * factor, b * factor]);
}

/** Converts to OKLab, https://bottosson.github.io/posts/oklab/; `fromOklab` is the inverse. */
function toOklab([red, green, blue]: Rgb): Rgb {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([light, a, b]: Rgb): Rgb {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function fromLinear(value: number): number {
  const inside = Math.min(1, Math.max(0, value));
  return inside <= 0.0031308 ? inside * 12.92 : 1.055 * inside ** (1 / 2.4) - 0.055;
}
