/** The picture of a stage, from its exported stack. Pure. */
import type { ExportedStack } from "../exported";
import { describe } from "./describe";
import { draw } from "./draw";
import { place } from "./place";
import { readStage } from "./read-stage";

/**
 * The stage as an SVG document, 800 pixels wide: readable in light and dark, the same for the same stack.
 *
 * @throws ZodError when it is no exported stack
 */
export function stagePicture(exported: ExportedStack): string {
  const model = readStage(exported);
  return draw(place(model), describe(model));
}
