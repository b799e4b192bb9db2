/** Where the steps of a pipeline go: one after the other, on as many lines as they need. Pure. */
import { cells } from "./grid";
import type { Pipeline, Step } from "./model";
import { across, SIZE, styled, type Box, type Part, type Text } from "./shapes";
import { fitted } from "./text-width";

/** From what is above a pipeline to its steps. */
export const PIPELINE_GAP = 14;

const LABEL_WIDTH = 66;
const HEIGHT = 40;
const GAP = 14;
const LEAST_WIDTH = 70;
const GREATEST_WIDTH = 112;
const PADDING = 8;

export interface PlacedPipeline extends Part {
  readonly bottom: number;
}

export function placePipeline(
  pipeline: Pipeline | undefined,
  x: number,
  y: number,
  width: number,
): PlacedPipeline | undefined {
  if (pipeline === undefined || pipeline.steps.length === 0) return undefined;
  const { steps } = pipeline;
  const room = width - LABEL_WIDTH;
  const perLine = Math.min(steps.length, Math.floor((room + GAP) / (LEAST_WIDTH + GAP)));
  const used = Math.min(room, perLine * (GREATEST_WIDTH + GAP) - GAP);
  const area = { x: x + LABEL_WIDTH, y, width: used };
  const places = cells(steps.length, perLine, area, HEIGHT, GAP);
  const boxes = places.flatMap((place, index) => {
    const step = steps[index];
    return step === undefined ? [] : [placeStep(step, place)];
  });
  const arrows = boxes.slice(1).flatMap((box, index) => {
    const before = boxes[index];
    return before?.y === box.y ? [across(before, box, "step")] : [];
  });
  const label: Text = { ...styled("pipeline", "detail", "muted"), x, y: y + HEIGHT / 2 + 4, anchor: "start" };
  const bottom = Math.max(...boxes.map((box) => box.y)) + HEIGHT;
  return { boxes, texts: [label], arrows, bottom };
}

function placeStep(
  { name, provider, manual }: Step,
  { x, y, width }: { x: number; y: number; width: number },
): Box {
  const line = { x: x + width / 2, anchor: "middle" } as const;
  const room = width - PADDING;
  const by = fitted(manual ? "a person" : provider, room, SIZE.note);
  const texts: Text[] = [
    {
      ...styled(fitted(name, room, SIZE.detail, true), "detail", manual ? "manualText" : "text"),
      bold: true,
      ...line,
      y: y + 17,
    },
    { ...styled(by, "note", manual ? "manualText" : "muted"), ...line, y: y + 32 },
  ];
  return { x, y, width, height: HEIGHT, tone: manual ? "manual" : "plain", texts, boxes: [] };
}
