/** What the commands would read of a service that lives in the world in memory. */
import { createOutput } from "../../../cli/output";
import type { OpenQuestion, ServiceRead } from "../../../cli/release/service-read";
import type { Telling } from "../../../cli/release/status-lines";
import type { InMemory } from "../../runtime/release/world/in-memory";
import { observed } from "../../runtime/release/world/read";

export function readOf({ world }: InMemory, questions: readonly OpenQuestion[] = []): ServiceRead {
  const { registration, state, now } = world;
  return {
    service: registration.service,
    registration,
    state,
    observed: { value: observed(world) },
    questions: { value: questions },
    now,
  };
}

/** The pipeline asks for a yes to r2 since noon. */
export const QUESTION: OpenQuestion = {
  pipeline: "shop-dev-storefront-pipeline",
  stage: "Release",
  action: "Approve",
  token: "secret-token",
  executionId: "r2",
  since: Date.UTC(2026, 10, 21, 12),
};

/** As on no terminal. */
export const PLAIN = createOutput(
  false,
  { out: process.stdout, err: process.stderr },
  { NO_COLOR: "1" },
).colours;

export function telling(now: number): Telling {
  return {
    colours: PLAIN,
    asTold: "--stack dev",
    consoleOf: (pipeline) => `https://console/${pipeline}`,
    now,
  };
}
