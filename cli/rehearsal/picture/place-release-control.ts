/** Where the parts of release control go, side by side. Pure. */
import { columns } from "./grid";
import type { ReleaseControl } from "./model";
import { boxHeight, card, CARD_TOP, INSET, PADDING, SIZE, textBox, type Box } from "./shapes";
import { wrapped } from "./text-width";

const GAP = 10;

interface Part {
  readonly label: string;
  /** How wide it is beside the others. */
  readonly share: number;
  readonly details: (room: number) => string[];
}

export function placeReleaseControl(control: ReleaseControl, x: number, y: number, width: number): Box {
  const parts = partsOf(control);
  const shares = parts.map(({ share }) => share);
  const sized = columns(x + INSET, width - 2 * INSET, shares, GAP).map((place, index) => {
    const { label = "", details } = parts[index] ?? {};
    return { place, words: { label, details: details?.(place.width - 2 * PADDING) ?? [] } };
  });
  const height = boxHeight(Math.max(0, ...sized.map(({ words }) => words.details.length)));
  const boxes = sized.map(({ place, words }) =>
    textBox("plain", { ...place, y: y + CARD_TOP, height }, words),
  );
  const frame = { x, y, width, height: CARD_TOP + height + INSET };
  return card(frame, { heading: "Release control", note: "one for the stage" }, boxes);
}

function partsOf({ bucket, functions, table, topic }: ReleaseControl): Part[] {
  const parts: (Part | false)[] = [
    bucket !== undefined && { label: "bucket", share: 23, details: () => [bucket, "starts the pipelines"] },
    functions.length > 0 && {
      label: "functions",
      share: 41,
      details: (room) => wrapped(functions, " · ", room, SIZE.detail),
    },
    table !== undefined && { label: "table", share: 16, details: () => [table] },
    topic !== undefined && {
      label: "topic",
      share: 20,
      details: () => [topic.name, subscribersText(topic.subscriptions)],
    },
  ];
  return parts.filter((part) => part !== false);
}

function subscribersText(count: number): string {
  return count === 1 ? "1 subscriber" : `${count === 0 ? "no" : count} subscribers`;
}
