/** The users, drawn before whatever they reach. Pure. */
import { MARGIN } from "./grid";
import { styled, type Box } from "./shapes";

const WIDTH = 52;
const HEIGHT = 52;

/** Their box, its middle at that height. */
export function placeUsers(middle: number): Box {
  const [x, y] = [MARGIN, middle - HEIGHT / 2];
  const text = { ...styled("users", "detail"), x: x + WIDTH / 2, y: y + 45, anchor: "middle" as const };
  return { x, y, width: WIDTH, height: HEIGHT, tone: "page", texts: [text], boxes: [], glyph: "person" };
}
