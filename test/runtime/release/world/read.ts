/** What an invocation reads of the world, and what its one call does to it. */
import { perColour } from "../../../../naming/colours";
import type { Action, ColourRead, Goal, Observed } from "../../../../runtime/release/observed";
import type { Fleet, Instance, Side, World } from "./world";

/** @param isStale - the load balancer tells the weights from before the last change */
export function observed(world: World, isStale = false): Observed {
  const pair = isStale ? (world.productBefore ?? world.product) : world.product;
  return {
    registration: world.registration,
    product: { pair },
    preview: { pair: world.preview },
    recordedServing: world.recordedServing,
    colours: perColour((colour) =>
      colourRead(world.sides[colour], world.registration.colours[colour].alarms[0] ?? ""),
    ),
    executions: Object.fromEntries(
      world.executions.map(({ id, status, approval, confirmation }) => [
        id,
        { status, approval, confirmation },
      ]),
    ),
    artifact: { state: world.artifact },
  };
}

function colourRead({ fleet, releaseId, alarm }: Side, name: string): ColourRead {
  const { min, max, desired, templateVersion, instances } = fleet;
  const healthy = instances.filter(({ health }) => health === "healthy");
  return {
    fleet: { min, max, desired, templateVersion, instances: instances.length },
    targets: {
      total: instances.length,
      healthy: healthy.length,
      current: healthy.filter((one) => one.releaseId === releaseId).length,
      reasons: [],
    },
    releaseId,
    alarms: name === "" ? [] : [{ name, state: alarm }],
  };
}

/** The world after the call. */
export function acted(world: World, action: Action): World {
  switch (action.kind) {
    case "shiftProduct":
      return { ...world, product: action.pair, productBefore: world.product };
    case "shiftPreview":
      return { ...world, preview: action.pair };
    case "recordServing":
      return { ...world, recordedServing: action.colour };
    case "resize":
      return withFleet(world, action.colour, action.sizes);
    case "useTemplate":
      return withFleet(world, action.colour, { templateVersion: action.version });
    case "writeRevision":
      return withSide(world, action.colour, { releaseId: action.releaseId });
  }
}

export function withSide(world: World, colour: "blue" | "green", change: Partial<Side>): World {
  return { ...world, sides: { ...world.sides, [colour]: { ...world.sides[colour], ...change } } };
}

export function withFleet(world: World, colour: "blue" | "green", change: Partial<Fleet>): World {
  return withSide(world, colour, { fleet: { ...world.sides[colour].fleet, ...change } });
}

/** The Auto Scaling group and its instances get on: starts and ends what is missing and too much, or what started is up. */
export function grown(world: World, colour: "blue" | "green"): World {
  const { fleet, releaseId = "none" } = world.sides[colour];
  const alive = fleet.instances.filter(({ health }) => health !== "broken");
  const instances: Instance[] = alive.slice(0, fleet.desired);
  while (instances.length < fleet.desired) instances.push({ releaseId, health: "booting" });
  if (instances.length === fleet.instances.length && alive.length === fleet.instances.length) {
    const up = instances.map((one): Instance => {
      return world.badReleases.includes(one.releaseId) ? one : { ...one, health: "healthy" };
    });
    return withFleet(world, colour, { instances: up });
  }
  return withFleet(world, colour, { instances });
}

/** What a step of the pipeline asks for. */
export function goalOf(world: World, id: string): Goal | undefined {
  const found = world.executions.find((one) => one.id === id);
  if (found?.step === "prepare")
    return {
      kind: "prepare",
      executionId: id,
      by: "the pipeline",
      artifact: artifactOf(id),
      since: found.since,
    };
  if (found?.step === "deploy" || found?.step === "release") return { kind: found.step, executionId: id };
  return undefined;
}

function artifactOf(id: string) {
  return {
    bucket: "shop-dev-artifacts",
    key: "storefront/revision.zip",
    versionId: id,
    sha256: "0".repeat(64),
  };
}
