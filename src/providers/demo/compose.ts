import type { LocalImage } from "../provider.ts";
import type { Frame, Painter, Scene } from "./canvas.ts";
import { label } from "./label.ts";
import { PALETTES, type Palette, type PaletteName, createPalette } from "./palettes.ts";
import { type Random, seeded } from "./random.ts";
import { readColors, gallery, patched } from "./reference.ts";
import { aurora } from "./scenes/aurora.ts";
import { hills, lake } from "./scenes/hills.ts";
import { paper } from "./scenes/paper.ts";
import { planet } from "./scenes/planet.ts";
import { poster } from "./scenes/poster.ts";
import { waves } from "./scenes/waves.ts";

const SCENES = { hills, lake, aurora, waves, paper, poster, planet } satisfies Record<
  string,
  Scene
>;

/** Words of a prompt that select a scene. */
const SCENE_WORDS: [RegExp, keyof typeof SCENES][] = [
  [/\b(aurora|northern lights|arctic|polar)\b/i, "aurora"],
  [/\b(planets?|space|galaxy|cosmic|saturn|moons?|astronaut)\b/i, "planet"],
  [/\b(lakes?|river|reflection|harbou?r|boats?)\b/i, "lake"],
  [/\b(mountains?|hills?|forest|landscape|valley|trees?|fox(es)?)\b/i, "hills"],
  [/\b(waves?|sea|ocean|dunes?|desert|silk|abstract)\b/i, "waves"],
  [/\b(poster|bauhaus|geometric|pattern|logo|icons?)\b/i, "poster"],
  [/\b(paper|cut-?out|layered|topograph\w*|map)\b/i, "paper"],
];

/** Words of a prompt that select a palette. */
const PALETTE_WORDS: [RegExp, PaletteName][] = [
  [/\b(sunset|fire|red|orange|autumn|warm|lava)\b/i, "ember"],
  [/\b(dawn|sunrise|purple|violet|neon)\b/i, "dawn"],
  [/\b(night|midnight|dark|moonlit|stars?)\b/i, "night"],
  [/\b(blue|ice|snow\w*|winter|cold|water)\b/i, "glacier"],
  [/\b(green|forest|jungle|emerald|jade)\b/i, "jade"],
  [/\b(meadow|spring|garden|fresh|morning)\b/i, "meadow"],
  [/\b(pink|rose|pastel|blossom\w*|soft)\b/i, "rose"],
  [/\b(sea|ocean|teal|harbou?r|vintage|dusk)\b/i, "harbor"],
];

/** The input of an image. Equal subjects result in equal images. */
export interface Subject {
  prompt: string;
  /** The seed of the random numbers. */
  seed: string;
  inputs: LocalImage[];
  mask?: LocalImage;
  transparent: boolean;
}

/**
 * Composes an image of a scene, the input images over it, and the demo label. The prompt or the seed
 * selects the scene and the palette; with input images, the palette is taken from the first of them.
 */
export async function compose(frame: Frame, subject: Subject): Promise<Painter> {
  const random = seeded(subject.seed);
  const scene = SCENES[findByWords(subject.prompt, SCENE_WORDS) ?? random.pick(names(SCENES))];
  const backdrop = scene(frame, await choosePalette(subject, random), random);
  const overlay = await composeInputs(frame, subject);
  const mark = label(frame, subject.transparent ? 0.13 : 0.026);
  return (y, row) => {
    backdrop(y, row);
    overlay(y, row);
    mark(y, row);
  };
}

async function choosePalette({ prompt, inputs }: Subject, random: Random): Promise<Palette> {
  const own = PALETTES[findByWords(prompt, PALETTE_WORDS) ?? random.pick(names(PALETTES))];
  const [first] = inputs;
  return first ? createPalette(await readColors(first)) : own;
}

async function composeInputs(frame: Frame, { inputs, mask }: Subject): Promise<Painter> {
  const [first] = inputs;
  return first && mask ? patched(frame, first, mask) : gallery(frame, inputs);
}

function findByWords<T>(prompt: string, words: [RegExp, T][]): T | undefined {
  return words.find(([pattern]) => pattern.test(prompt))?.[1];
}

function names<K extends string>(table: Record<K, unknown>): [K, ...K[]] {
  // `Object.keys` loses the key type. The tables above have at least one entry.
  return Object.keys(table) as [K, ...K[]];
}
