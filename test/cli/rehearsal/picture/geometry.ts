/** What would not look right in a picture, found by its numbers. */
import { textWidth } from "../../../../cli/rehearsal/picture/text-width";
import type { Arrow, Box, Picture, Text } from "../../../../cli/rehearsal/picture/shapes";

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Every text or box that leaves what it is in, and every two that meet, in words; empty for a clean picture. */
export function faults(picture: Picture): string[] {
  const page = { left: 0, top: 0, right: picture.width, bottom: picture.height };
  const leaves = allBoxes(picture.boxes).filter(({ boxes }) => boxes.length === 0);
  return [
    ...level("the page", page, picture),
    ...picture.arrows.flatMap((arrow) => crossed(arrow, leaves, picture)),
  ];
}

/** Every box, with those within it. */
export function allBoxes(boxes: readonly Box[]): Box[] {
  return boxes.flatMap((box) => [box, ...allBoxes(box.boxes)]);
}

/** Every text of a picture. */
export function allTexts(picture: Pick<Picture, "boxes" | "texts">): Text[] {
  return [...picture.texts, ...allBoxes(picture.boxes).flatMap(({ texts }) => texts)];
}

function level(where: string, area: Area, { boxes, texts }: Pick<Box, "boxes" | "texts">): string[] {
  const parts = [
    ...boxes.map((box) => ({ name: nameOf(box), area: boxArea(box) })),
    ...texts.map((text) => ({ name: text.text, area: textArea(text) })),
  ];
  const outside = parts
    .filter((part) => !isWithin(part.area, area))
    .map(({ name }) => `"${name}" leaves ${where}`);
  const meeting = parts.flatMap((part, index) =>
    parts
      .slice(index + 1)
      .filter((other) => meet(part.area, other.area))
      .map((other) => `"${part.name}" meets "${other.name}" in ${where}`),
  );
  return [...outside, ...meeting, ...boxes.flatMap((box) => level(`"${nameOf(box)}"`, boxArea(box), box))];
}

/** The boxes an arrow goes through and the texts it strikes out; it may begin and end at an edge. */
function crossed({ points }: Arrow, leaves: readonly Box[], picture: Picture): string[] {
  return points.slice(1).flatMap(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    const segment = {
      left: Math.min(x, fromX),
      top: Math.min(y, fromY),
      right: Math.max(x, fromX),
      bottom: Math.max(y, fromY),
    };
    return [
      ...(x === fromX || y === fromY ? [] : [`an arrow is askew at ${x},${y}`]),
      ...leaves
        .filter((box) => meet(segment, boxArea(box)))
        .map((box) => `an arrow goes through "${nameOf(box)}"`),
      ...allTexts(picture)
        .filter((text) => meet(segment, textArea(text)))
        .map(({ text }) => `an arrow strikes out "${text}"`),
    ];
  });
}

function nameOf({ texts, tone }: Box): string {
  return texts[0]?.text ?? tone;
}

function boxArea({ x, y, width, height }: Box): Area {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** What a text covers at most: from the highest letter with an accent to the lowest descender. */
function textArea({ text, x, y, anchor, size, bold }: Text): Area {
  const width = textWidth(text, size, bold);
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, top: y - 0.93 * size, right: left + width, bottom: y + 0.24 * size };
}

function isWithin(inner: Area, outer: Area): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.right <= outer.right &&
    inner.bottom <= outer.bottom
  );
}

/** Whether they share more than an edge. */
function meet(one: Area, other: Area): boolean {
  const edge = 0.01;
  return (
    one.left < other.right - edge &&
    other.left < one.right - edge &&
    one.top < other.bottom - edge &&
    other.top < one.bottom - edge
  );
}
