/**
 * Which colour serves, as the last release has written it. Read on every run: a rule that is made anew takes its actions
 * from the program, and must not hand the product to the other fleet.
 */
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { servicePath } from "../../naming/names";
import { problemText, shown } from "../../refusal/refusal";
import { COLOURS, type Colour } from "./colours";
import type { Plan } from "./plan";

/** Blue before the first release. */
const FIRST: Colour = "blue";

/** By path, because asking for one parameter that is not there yet would fail the first `up`. */
export function readServing({ parent, identity }: Plan): pulumi.Output<Colour> {
  const path = servicePath(identity, "state");
  const found = ssm.getParametersByPathOutput({ path, withDecryption: false }, { parent });
  // The provider takes every parameter's value for a secret; this one is none.
  return pulumi.unsecret(found.apply(({ names, values }) => servingOf(`${path}/serving`, names, values)));
}

/** Throws `RunError` when somebody has written something else there than a colour. */
export function servingOf(parameter: string, names: readonly string[], values: readonly string[]): Colour {
  const index = names.indexOf(parameter);
  if (index === -1) return FIRST;
  const serving = COLOURS.find((colour) => colour === values[index]);
  if (serving !== undefined) return serving;
  const remedy = "write the colour the product rule forwards to";
  const got = shown(values[index]);
  throw new pulumi.RunError(problemText({ property: parameter, rule: "blue or green", got, remedy }));
}
