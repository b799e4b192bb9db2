/** What a decision can ask for: the six calls that change something, all of it the release's own. */
import type { Colour } from "../../naming/colours";
import type { Artifact } from "./revision";
import { pairText, type Pair } from "./weights";

export interface Sizes {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** One mutating call. Each gives the same result when it is repeated. */
export type Action =
  | { readonly kind: "shiftProduct"; readonly pair: Pair }
  | { readonly kind: "shiftPreview"; readonly pair: Pair }
  | { readonly kind: "recordServing"; readonly colour: Colour }
  | { readonly kind: "resize"; readonly colour: Colour; readonly sizes: Sizes }
  | { readonly kind: "useTemplate"; readonly colour: Colour; readonly version: number }
  | {
      readonly kind: "writeRevision";
      readonly colour: Colour;
      readonly releaseId: string;
      readonly artifact: Artifact;
    };

/** For logs and stories: `product rule: green`. */
export function actionText(action: Action): string {
  switch (action.kind) {
    case "shiftProduct":
      return `the product rule shows ${pairText(action.pair)} (weights ${action.pair.blue}, ${action.pair.green})`;
    case "shiftPreview":
      return `the preview rule shows ${pairText(action.pair)}`;
    case "recordServing":
      return `${action.colour} is written down as serving`;
    case "resize": {
      const { min, max, desired } = action.sizes;
      return `${action.colour} has ${min} to ${max} instances, ${desired} of them now`;
    }
    case "useTemplate":
      return `${action.colour} starts from version ${action.version} of its launch template`;
    case "writeRevision":
      return `instances of ${action.colour} install release ${action.releaseId}`;
  }
}
