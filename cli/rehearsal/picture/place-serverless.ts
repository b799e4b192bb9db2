/** Where the parts of a serverless service go: API, alias and version, one after the other. Pure. */
import { columns } from "./grid";
import type { Serverless } from "./model";
import type { Tone } from "./palette";
import { alarmsText } from "./place-blue-green";
import { PIPELINE_GAP, placePipeline } from "./place-pipeline";
import { across, card, CARD_TOP, INSET, textBox, type Box, type PlacedService } from "./shapes";

const GAP = 34;

/** The service with its card's upper left corner there. */
export function placeServerless(service: Serverless, x: number, y: number, width: number): PlacedService {
  const row = y + CARD_TOP;
  const places = columns(x + INSET, width - 2 * INSET, [34, 24, 42], GAP);
  const box = (index: number, tone: Tone, label: string, detail: string): Box =>
    textBox(tone, { x, width, ...places[index], y: row }, { label, details: [detail] });
  const api = box(0, "entry", "HTTP API", service.api ?? "none");
  const alias = box(1, "plain", `alias ${service.alias}`, "every request");
  const version = box(2, "plain", `version ${service.version}`, runtimeText(service));
  const below = row + api.height;
  const pipeline = placePipeline(service.pipeline, x + INSET, below + PIPELINE_GAP, width - 2 * INSET);
  const bottom = pipeline?.bottom ?? below;
  const placed = { x, y, width, height: bottom + INSET - y };
  const about = ["serverless", alarmsText(service.alarms)].filter((words) => words !== undefined).join(" · ");
  return {
    card: card(
      placed,
      { heading: service.name, note: about },
      [api, alias, version, ...(pipeline?.boxes ?? [])],
      pipeline?.texts,
    ),
    entrances: [{ box: api, flow: "product" }],
    arrows: [across(api, alias, "product"), across(alias, version, "product"), ...(pipeline?.arrows ?? [])],
  };
}

function runtimeText({ runtime, architecture, memoryMiB }: Serverless): string {
  const memory = memoryMiB === undefined ? undefined : `${memoryMiB} MiB`;
  return [runtime, architecture, memory].filter((word) => word !== undefined).join(" · ");
}
