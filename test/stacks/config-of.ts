/** A good configuration to change one thing in, and what the parser says to it. */
import assert from "node:assert/strict";
import { Refusal } from "../../refusal/refusal";
import { parseConfig, type StackConfig, type Surroundings } from "../../stacks/config";

export const service = {
  name: "guestbook",
  kind: "serverless",
  artifact: "guestbook.zip",
  runtime: "python3.13",
};

const good = {
  owner: "web",
  costCenter: "1000",
  network: { create: { cidrBlock: "10.10.0.0/16" } },
  services: [service],
};

/** Every file exists but those in a folder `missing`. */
const around: Surroundings = {
  stack: "dev",
  project: "shop",
  stages: () => ({}),
  fileExists: (path) => !path.startsWith("missing/"),
};

/** Keys by value as they are written; a key with `undefined` is left out. */
export type Written = Readonly<Record<string, unknown>>;

/** The good configuration with other values for some keys, handed over as the engine does it. */
export function parsed(changes: Written = {}, surroundings: Surroundings = around): StackConfig {
  return parseConfig(handedOver({ ...good, ...changes }), surroundings);
}

/** What is nested comes as JSON, the rest as text. */
export function handedOver(values: Written): Record<string, string> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The lines with which the good configuration is refused once it has these changes. */
export function refusals(changes: Written, surroundings: Surroundings = around): string[] {
  try {
    parsed(changes, surroundings);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message.split("\n");
  }
  assert.fail("nothing was refused");
}

/** The same for changes of the one service. */
export function serviceRefusals(changes: Written): string[] {
  return refusals({ services: [{ ...service, ...changes }] });
}
