/** The colours of a picture, for light and dark surroundings. A test holds every text to a contrast of 4.5 to 1. */

/** What a box is about. */
export type Tone = "page" | "card" | "plain" | "entry" | "blue" | "green" | "manual";
/** What a text is about. */
export type Ink = "text" | "muted" | "entryText" | "blueText" | "greenText" | "manualText";
/** What an arrow carries: users' requests, none at the moment, a preview, or one step after another. */
export type Flow = "product" | "idle" | "preview" | "step";

export interface Palette {
  readonly boxes: Readonly<Record<Tone, { readonly fill: string; readonly stroke: string }>>;
  readonly inks: Readonly<Record<Ink, string>>;
  readonly flows: Readonly<Record<Flow, string>>;
}

export const LIGHT: Palette = {
  boxes: {
    page: { fill: "#ffffff", stroke: "#ffffff" },
    card: { fill: "#f6f8fa", stroke: "#d1d9e0" },
    plain: { fill: "#ffffff", stroke: "#afb8c1" },
    entry: { fill: "#f7efff", stroke: "#8250df" },
    blue: { fill: "#ddf4ff", stroke: "#0969da" },
    green: { fill: "#dafbe1", stroke: "#1a7f37" },
    manual: { fill: "#fff8c5", stroke: "#9a6700" },
  },
  inks: {
    text: "#1f2328",
    muted: "#59636e",
    entryText: "#6639ba",
    blueText: "#0550ae",
    greenText: "#116329",
    manualText: "#7d4e00",
  },
  flows: { product: "#1f2328", idle: "#818b98", preview: "#8250df", step: "#818b98" },
};

export const DARK: Palette = {
  boxes: {
    page: { fill: "#0d1117", stroke: "#0d1117" },
    card: { fill: "#151b23", stroke: "#3d444d" },
    plain: { fill: "#0d1117", stroke: "#656c76" },
    entry: { fill: "#211934", stroke: "#ab7df8" },
    blue: { fill: "#0c2444", stroke: "#4493f8" },
    green: { fill: "#0f2d1a", stroke: "#3fb950" },
    manual: { fill: "#2e2407", stroke: "#d29922" },
  },
  inks: {
    text: "#f0f6fc",
    muted: "#9198a1",
    entryText: "#d2a8ff",
    blueText: "#79c0ff",
    greenText: "#56d364",
    manualText: "#e3b341",
  },
  flows: { product: "#f0f6fc", idle: "#9198a1", preview: "#ab7df8", step: "#9198a1" },
};
