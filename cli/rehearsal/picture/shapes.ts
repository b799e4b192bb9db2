/** The parts a picture is made of, in pixels from its upper left corner, and how a box of text is laid out. Pure. */
import type { Flow, Ink, Tone } from "./palette";
import { fitted, textWidth } from "./text-width";

export interface Text {
  readonly text: string;
  readonly x: number;
  /** The base line. */
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly size: number;
  readonly bold: boolean;
  readonly ink: Ink;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly tone: Tone;
  readonly texts: readonly Text[];
  /** The boxes within it. */
  readonly boxes: readonly Box[];
  /** A drawing at its top. */
  readonly glyph?: "person";
}

export interface Arrow {
  /** Its corners; the head is at the last. */
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly flow: Flow;
}

/** A part of a picture: boxes, what is written beside them, and arrows over them. */
export interface Part {
  readonly boxes: readonly Box[];
  readonly texts: readonly Text[];
  readonly arrows: readonly Arrow[];
}

/** A service's card, where requests come into it, and what connects its boxes. */
export interface PlacedService {
  readonly card: Box;
  readonly entrances: readonly { readonly box: Box; readonly flow: Flow }[];
  readonly arrows: readonly Arrow[];
}

export interface Picture extends Part {
  readonly width: number;
  readonly height: number;
}

/** Sizes of text; none is below 11, the least that reads well. */
export const SIZE = { title: 20, heading: 15, label: 13, detail: 12, note: 11 } as const;

/** From the edge of a box to its text. */
export const PADDING = 10;
/** From the edge of a card to what is in it. */
export const INSET = 12;
/** Between two texts of a line. */
const BETWEEN = 8;
const FIRST_LINE = 20;
const LINE = 17;

export interface Words {
  readonly label: string;
  /** At the right edge of the label's line. */
  readonly note?: string;
  /** The lines below; each cut at the right edge. */
  readonly details?: readonly string[];
  /** At the right edge of the first detail's line. */
  readonly aside?: string;
  readonly ink?: Ink;
}

/** How high a box with that many details is. */
export function boxHeight(details: number): number {
  return FIRST_LINE + details * LINE + 10;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** As high as its text by default. */
  readonly height?: number;
}

/** A box with a label, details below, and notes at the right edge. What does not fit is cut. */
export function textBox(tone: Tone, { x, y, width, height }: Place, words: Words): Box {
  const { label, note = "", details = [], aside = "", ink = "text" } = words;
  const span = { left: x + PADDING, right: x + width - PADDING };
  const labelled = line(span, y + FIRST_LINE, styled(label, "label", ink), styled(note, "note"));
  const detailed = details.flatMap((detail, index) => {
    const at = y + FIRST_LINE + LINE * (index + 1);
    return line(span, at, styled(detail, "detail"), styled(index === 0 ? aside : "", "note"));
  });
  const texts = [...labelled, ...detailed];
  return { x, y, width, height: height ?? boxHeight(details.length), tone, texts, boxes: [] };
}

/** A frame with a heading around other boxes and texts, and a note at its right. */
export function card(
  frame: Required<Place>,
  { heading, note }: { heading: string; note: string },
  boxes: readonly Box[],
  texts: readonly Text[] = [],
): Box {
  const { x, y, width } = frame;
  const span = { left: x + INSET, right: x + width - INSET };
  const own = line(span, y + 25, styled(heading, "heading"), styled(note, "detail", "muted"));
  return { ...frame, tone: "card", texts: [...own, ...texts], boxes };
}

type Styled = Pick<Text, "text" | "size" | "bold" | "ink">;

/** A text in one of the sizes; labels and all above them are bold. */
export function styled(text: string, size: keyof typeof SIZE, ink: Ink = "text"): Styled {
  return { text, size: SIZE[size], bold: SIZE[size] >= SIZE.label, ink };
}

/** One text from the left, one from the right edge, which takes at most half of the line when both are long. */
function line(
  { left, right }: { left: number; right: number },
  y: number,
  text: Styled,
  note: Styled,
): Text[] {
  const room = right - left;
  const wide = ({ text, size, bold }: Styled): number =>
    text === "" ? 0 : textWidth(text, size, bold) + BETWEEN;
  const noteRoom = Math.max(room / 2, room - wide(text));
  const shownNote = { ...note, text: fitted(note.text, noteRoom, note.size, note.bold) };
  const shownText = { ...text, text: fitted(text.text, room - wide(shownNote), text.size, text.bold) };
  const texts: Text[] = [
    { ...shownText, x: left, y, anchor: "start" },
    { ...shownNote, x: right, y, anchor: "end" },
  ];
  return texts.filter((one) => one.text !== "");
}

/** From the top of a card to what is in it. */
export const CARD_TOP = 38;

/** A straight arrow from the right edge of one box to the left edge of another, at the height of the first's middle. */
export function across(from: Box, to: Box, flow: Flow): Arrow {
  const y = middle(from);
  return {
    points: [
      [from.x + from.width, y],
      [to.x, y],
    ],
    flow,
  };
}

/** The height of a box's middle. */
export function middle({ y, height }: Box): number {
  return y + height / 2;
}
