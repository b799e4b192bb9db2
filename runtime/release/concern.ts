/** What an event of EventBridge is about: the service whose it is by its name, or all of them. Pure. */
import { COLOURS, SERVICE, type Identity } from "../../naming/identity";
import { stagePrefix } from "../../naming/names";
import { field, textOf } from "./field";

export type Concern =
  /** Every service is looked at. */
  | { readonly kind: "sweep" }
  /** Something happened to a service that its release may wait for. */
  | { readonly kind: "release"; readonly service: string; readonly what: string }
  /** Its instances have come or gone. */
  | {
      readonly kind: "names";
      readonly service: string;
      readonly what: string;
      /** The instance that has gone. */
      readonly ended: readonly string[];
    }
  | { readonly kind: "nothing"; readonly why: string };

/** Nothing waits for these: an execution, or a question to a person, has begun. */
const BEGINNINGS = ["STARTED", "RESUMED"];

/** @param stage - whose events are looked at */
export function concernOf(event: unknown, stage: Pick<Identity, "project" | "stage">): Concern {
  const source = textOf(event, "source");
  const detailType = textOf(event, "detail-type");
  const detail = field(event, "detail");
  switch (source) {
    case "aws.events":
      return detailType === "Scheduled Event" ? { kind: "sweep" } : unknown(source, detailType);
    case "aws.codepipeline": {
      const state = textOf(detail, "state");
      if (state === undefined || BEGINNINGS.includes(state))
        return nothing(`the pipeline tells ${state ?? "nothing"}`);
      const action = textOf(detail, "action");
      const what = `${action ?? "the pipeline's execution"} ${state}`;
      return release(serviceOf(textOf(detail, "pipeline"), stage, ["pipeline"]), what);
    }
    case "aws.cloudwatch": {
      const state = textOf(field(detail, "state"), "value");
      const name = textOf(detail, "alarmName");
      if (state !== "ALARM") return nothing(`an alarm is ${state ?? "nothing"}`);
      return release(serviceOf(name, stage), `${name ?? "an alarm"} fires`);
    }
    case "aws.autoscaling": {
      const service = serviceOf(textOf(detail, "AutoScalingGroupName"), stage, ["fleet"]);
      const what = detailType ?? "instances";
      if (service === undefined) return nothing(`${what}, of no service of this stage`);
      const instance = textOf(detail, "EC2InstanceId");
      const hasEnded = detailType === "EC2 Instance Terminate Successful" && instance !== undefined;
      return { kind: "names", service, what, ended: hasEnded ? [instance] : [] };
    }
    case undefined:
    default:
      return unknown(source, detailType);
  }
}

/**
 * The service that a name of the stage is of, as physicalName joins it; undefined where it is none. Only a service's own
 * name has hyphens, and names of these types are never cut.
 *
 * @param roles - those it may have; any where none is given
 */
export function serviceOf(
  name: string | undefined,
  stage: Pick<Identity, "project" | "stage">,
  roles?: readonly string[],
): string | undefined {
  const prefix = stagePrefix(stage);
  if (name?.startsWith(prefix) !== true) return undefined;
  const parts = name.slice(prefix.length).split("-");
  if (COLOURS.some((colour) => colour === parts.at(-1))) parts.pop();
  const role = parts.pop() ?? "";
  const service = parts.join("-");
  return SERVICE.test(service) && (roles?.includes(role) ?? true) ? service : undefined;
}

function release(service: string | undefined, what: string): Concern {
  return service === undefined
    ? nothing(`${what}, of no service of this stage`)
    : { kind: "release", service, what };
}

function nothing(why: string): Concern {
  return { kind: "nothing", why };
}

function unknown(source: string | undefined, detailType: string | undefined): Concern {
  return nothing(`no event that is looked at: ${detailType ?? "none"} of ${source ?? "nobody"}`);
}
