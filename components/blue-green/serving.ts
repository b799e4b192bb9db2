/**
 * Which colour serves, as the last release has written it. Read on every run: a rule that is made anew takes its actions
 * from the program, and must not hand the product to the other fleet.
 */
import * as pulumi from "@pulumi/pulumi";
import { servicePath } from "../../naming/parameters";
import { problemText, shown } from "../../refusal/refusal";
import { COLOURS, type Colour } from "../../naming/colours";
import type { Plan } from "./plan";
import { recorded } from "./recorded";

/** Blue before the first release. */
const FIRST: Colour = "blue";

export function readServing({ parent, identity }: Plan): pulumi.Output<Colour> {
  const parameter = servicePath(identity, "state", "serving");
  return recorded(parent, parameter).apply((value) => servingOf(parameter, value));
}

/** Throws `RunError` when somebody has written something else there than a colour. */
export function servingOf(parameter: string, value: string | undefined): Colour {
  if (value === undefined) return FIRST;
  const serving = COLOURS.find((colour) => colour === value);
  if (serving !== undefined) return serving;
  const remedy = "write the colour the product rule forwards to";
  const got = shown(value);
  throw new pulumi.RunError(problemText({ property: parameter, rule: "blue or green", got, remedy }));
}
