/** All stories. */
import type { Story } from "../world/story";
import { BACK } from "./back";
import { BAKE } from "./bake";
import { CRASHES } from "./crashes";
import { DECLARED } from "./declared";
import { GATE } from "./gate";
import { PEOPLE } from "./people";
import { SWITCH } from "./switch";
import { WEIGHTS } from "./weights";

export const STORIES: readonly Story[] = [
  ...CRASHES,
  ...PEOPLE,
  ...GATE,
  ...SWITCH,
  ...BAKE,
  ...BACK,
  ...DECLARED,
  ...WEIGHTS,
];
