/** All stories. */
import type { Story } from "../world/story";
import { CRASHES } from "./crashes";

export const STORIES: readonly Story[] = [...CRASHES];
