/** Where the parts of a product / pre-product service go: its rules at the left, its fleets at the right. Pure. */
import type { BlueGreen, Fleet, Rule } from "./model";
import type { Flow, Tone } from "./palette";
import { PIPELINE_GAP, placePipeline } from "./place-pipeline";
import {
  boxHeight,
  INSET,
  card,
  CARD_TOP,
  middle,
  styled,
  textBox,
  type Arrow,
  type Box,
  type PlacedService,
  type Text,
} from "./shapes";

const RULE_WIDTH = 160;
const FLEET_WIDTH = 236;
const ROW = boxHeight(1);
const ROW_GAP = 12;
/** From the middle of a fleet to where an arrow that does not come straight meets it. */
const ASIDE = 9;

/** The service with its card's upper left corner there. */
export function placeBlueGreen(service: BlueGreen, x: number, y: number, width: number): PlacedService {
  const top = y + CARD_TOP;
  const row = (index: number): number => top + index * (ROW + ROW_GAP);
  const rule = (name: string, index: number, shown: Rule | undefined): Box | undefined =>
    shown &&
    textBox(
      index === 0 ? "plain" : "entry",
      { x: x + INSET, y: row(index), width: RULE_WIDTH },
      { label: name, note: `rule ${shown.priority}`, details: [conditionText(shown.conditions)] },
    );
  const product = rule("product", 0, service.productRule);
  const preview = rule("preview", 1, service.previewRule);
  const fleets = service.fleets.map((fleet, index) =>
    placeFleet(fleet, x + width - INSET - FLEET_WIDTH, row(index)),
  );
  const rows = Math.max(2, fleets.length);
  const boxes = [product, preview, ...fleets].filter((box) => box !== undefined);
  const pipeline = placePipeline(
    service.pipeline,
    x + INSET,
    row(rows) - ROW_GAP + PIPELINE_GAP,
    width - 2 * INSET,
  );
  const flows = placeFlows(service, product, preview, fleets);
  const bottom = pipeline === undefined ? row(rows) - ROW_GAP : pipeline.bottom;
  const placed = { x, y, width, height: bottom + INSET - y };
  return {
    card: card(
      placed,
      { heading: service.name, note: aboutText(service) },
      [...boxes, ...(pipeline?.boxes ?? [])],
      [...flows.texts, ...(pipeline?.texts ?? [])],
    ),
    entrances: [
      ...(product === undefined ? [] : [{ box: product, flow: "product" as const }]),
      ...(preview === undefined ? [] : [{ box: preview, flow: "preview" as const }]),
    ],
    arrows: [...flows.arrows, ...(pipeline?.arrows ?? [])],
  };
}

function conditionText(conditions: readonly string[]): string {
  const [first = "every request"] = conditions;
  return first;
}

function aboutText({ sizes, alarms }: BlueGreen): string {
  const instances = sizes === undefined ? undefined : `${sizes.min} to ${sizes.max} instances`;
  return [instances, alarmsText(alarms)].filter((words) => words !== undefined).join(" · ");
}

/** How many alarms watch a service; nothing where none does. */
export function alarmsText(alarms: number): string | undefined {
  return alarms === 0 ? undefined : alarms === 1 ? "1 alarm" : `${alarms} alarms`;
}

function placeFleet({ colour, product, desired, min, max, instanceType }: Fleet, x: number, y: number): Box {
  const role = product === undefined ? "" : product ? " · product" : " · pre-product";
  const range = max === 0 ? "" : ` (${min} to ${max})`;
  const tone: Tone = colour === "blue" || colour === "green" ? colour : "plain";
  return textBox(
    tone,
    { x, y, width: FLEET_WIDTH },
    {
      label: colour + role,
      aside: instanceType,
      details: [`${desired === 1 ? "1 instance" : `${desired} instances`}${range}`],
      ink: tone === "plain" ? "text" : `${tone}Text`,
    },
  );
}

/** One arrow to each fleet from the rule that forwards to it, the product's with its weight. */
function placeFlows(
  { fleets, productRule, previewRule }: BlueGreen,
  product: Box | undefined,
  preview: Box | undefined,
  boxes: readonly Box[],
): { texts: Text[]; arrows: Arrow[] } {
  const texts: Text[] = [];
  const arrows: Arrow[] = [];
  boxes.forEach((box, index) => {
    const colour = fleets[index]?.colour ?? "";
    const weight = productRule?.weights[colour];
    if (product !== undefined && weight !== undefined) {
      const arrow = forward(product, box, { turn: 0.15, flow: weight > 0 ? "product" : "idle" });
      arrows.push(arrow);
      texts.push(weightText(weight, arrow));
    }
    if (preview !== undefined && (previewRule?.weights[colour] ?? 0) > 0)
      // Below the one that comes from the product's rule.
      arrows.push(forward(preview, box, { turn: 0.92, flow: "preview", below: ASIDE }));
  });
  return { texts, arrows };
}

interface Way {
  /** Which part of the way goes by before it turns, when the boxes are not on one height. */
  readonly turn: number;
  readonly flow: Flow;
  /** So far below the middle, when they are. */
  readonly below?: number;
}

function forward(from: Box, to: Box, { turn, flow, below = 0 }: Way): Arrow {
  const [left, right] = [from.x + from.width, to.x];
  const straight = middle(from) + below;
  if (from.y === to.y)
    return {
      points: [
        [left, straight],
        [right, straight],
      ],
      flow,
    };
  const aside = from.y < to.y ? ASIDE : -ASIDE;
  const [start, end] = [middle(from) + aside, middle(to) - aside];
  const corner = Math.round(left + (right - left) * turn);
  return {
    points: [
      [left, start],
      [corner, start],
      [corner, end],
      [right, end],
    ],
    flow,
  };
}

/** Over the arrow's end. */
function weightText(weight: number, { points }: Arrow): Text {
  const [x, y] = points.at(-1) ?? [0, 0];
  return { ...styled(`weight ${weight}`, "note"), x: x - 10, y: y - 5, anchor: "end" };
}
