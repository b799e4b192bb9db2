/** Settings of a service in two fleets, checked: every default filled in, everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { isWhole, wholeProblems } from "../whole-number";
import { isInstanceType } from "./architecture";
import { requestProblems, type Requests } from "./conditions";
import { previewProblems, type PreviewSettings } from "./preview";
import {
  releaseProblems,
  resolveRelease,
  type ReleaseSettings,
  type ResolvedRelease,
} from "./release-settings";

/** How many instances serve. */
export interface FleetSizes {
  /** At least so many, 1 to 1000. */
  min: number;
  /** At most so many, `min` to 1000. */
  max: number;
  /** So many when nothing serves yet, `min` to `max`. Defaults to `min`. */
  initial?: number;
}

/** When a colour has an alarm. */
export interface AlarmSettings {
  /** Of a minute's requests more than so many per cent answered 5xx, above 0 and below 100. Defaults to 5. */
  errorPercent?: number;
  /** Minutes with fewer requests do not count, 1 to 1,000,000. Defaults to 20. */
  minimumRequests?: number;
  /** One in a hundred of a minute's answers takes longer, above 0 and at most 60. Defaults to 5. */
  latencySeconds?: number;
}

/** How a web app in two fleets is reached and released. */
export interface BlueGreenSettings extends Requests, ReleaseSettings {
  /** The place of its rule on both listeners, 1 to 50000, the lower first; no two services share one. */
  priority: number;
  /** Where testers see it, other than at `hosts`. Defaults to these, on the preview's port. */
  preview?: PreviewSettings;
  /** The port the app listens on, 1024 to 65535. Fixed for the life of the service. Defaults to 8080. */
  port?: number;
  /** The path that answers 200 when an instance can serve, beginning with a slash. Defaults to /health. */
  healthPath?: string;
  /** The path that answers with the id of the release an instance runs. Defaults to /version. */
  versionPath?: string;
  /** The EC2 instance type; the image follows its processor. Defaults to t4g.small. */
  instanceType?: string;
  /** How many instances serve. */
  sizes: FleetSizes;
  /** Alarms on errors, late answers and unhealthy instances, for each colour. Defaults to none; {} has every default. */
  alarms?: AlarmSettings;
  /** How a fleet grows and shrinks between its sizes by itself. Defaults to not at all. */
  scaling?: ScalingSettings;
  /** Seconds in which an instance that is healthy gets its full share of requests, 30 to 900, or 0. Defaults to 0. */
  slowStartSeconds?: number;
  /** Seconds an instance that goes has for the requests it still answers, 0 to 3600. Defaults to 60. */
  drainSeconds?: number;
  /** How an instance gets its revision: by itself, as it boots; there is no other way yet. Defaults to boot. */
  install?: "boot";
}

/** Just one of the two, which Auto Scaling keeps each colour's fleet close to. */
export interface ScalingSettings {
  /** Requests an instance answers in a minute, 1 to 1,000,000. */
  requestsPerInstance?: number;
  /** How busy its processors are on average, in per cent, 1 to 100. */
  cpuPercent?: number;
}

type OwnSettings = Omit<BlueGreenSettings, keyof ReleaseSettings>;

export interface ResolvedBlueGreen extends Required<
  Omit<OwnSettings, "sizes" | "alarms" | "scaling" | "install" | "preview">
> {
  readonly sizes: Required<FleetSizes>;
  readonly release: ResolvedRelease;
  readonly alarms: Required<AlarmSettings> | undefined;
  readonly scaling: ScalingSettings | undefined;
  readonly preview: PreviewSettings | undefined;
}

/** Printable, without a query or a fragment. */
const URL_PATH = /^\/(?:(?![?#])[!-~]){0,127}$/;

const MOST_INSTANCES = 1000;

/** The settings with every default filled in. */
export function resolveBlueGreen(settings: BlueGreenSettings): ResolvedBlueGreen {
  const { priority, sizes, alarms, scaling, preview } = settings;
  return {
    priority,
    ...withDefaults(settings),
    sizes: { ...sizes, initial: sizes.initial ?? sizes.min },
    release: resolveRelease(settings),
    alarms: alarms === undefined ? undefined : alarmDefaults(alarms),
    scaling,
    preview,
  };
}

function withDefaults(
  settings: Unchecked<BlueGreenSettings>,
): Omit<ResolvedBlueGreen, "priority" | "sizes" | "release" | "alarms" | "scaling" | "preview"> {
  const given = (patterns: readonly (string | undefined)[] = []): string[] =>
    patterns.filter((pattern) => pattern !== undefined);
  return {
    hosts: given(settings.hosts),
    paths: given(settings.paths),
    port: settings.port ?? 8080,
    healthPath: settings.healthPath ?? "/health",
    versionPath: settings.versionPath ?? "/version",
    instanceType: settings.instanceType ?? "t4g.small",
    slowStartSeconds: settings.slowStartSeconds ?? 0,
    drainSeconds: settings.drainSeconds ?? 60,
  };
}

function alarmDefaults(alarms: Unchecked<AlarmSettings>): Required<AlarmSettings> {
  const { errorPercent = 5, minimumRequests = 20, latencySeconds = 5 } = alarms;
  return { errorPercent, minimumRequests, latencySeconds };
}

/** Everything wrong with the settings; `path` is where they stand, ending in a dot, or empty. */
export function blueGreenProblems(settings: Unchecked<BlueGreenSettings>, path: string): Problem[] {
  const { port, healthPath, versionPath, instanceType } = withDefaults(settings);
  const { slowStartSeconds, drainSeconds } = withDefaults(settings);
  const { errorPercent, minimumRequests, latencySeconds } = alarmDefaults(settings.alarms ?? {});
  const { min = Number.NaN, max = Number.NaN } = settings.sizes ?? {};
  const { initial = min } = settings.sizes ?? {};
  const problem = (property: string, ok: boolean, rule: string, value: unknown, remedy: string): Problem[] =>
    ok ? [] : [{ property: path + property, rule, got: shown(value), remedy }];
  const whole = (
    property: string,
    value: number | undefined,
    bounds: readonly [least: number, most: number],
    remedy: string,
  ): Problem[] => wholeProblems(path + property, value, bounds, remedy);
  const url = (property: string, value: string, example: string): Problem[] =>
    problem(
      property,
      URL_PATH.test(value),
      "a path that begins with a slash, of at most 128 ASCII characters",
      value,
      `use ${example}`,
    );
  return [
    ...whole("priority", settings.priority, [1, 50_000], "choose one no other service has"),
    ...requestProblems(settings, path),
    ...(settings.preview === undefined
      ? []
      : previewProblems(settings.preview, settings.paths, `${path}preview.`)),
    ...whole("port", port, [1024, 65_535], "use 8080"),
    ...url("healthPath", healthPath, "/health"),
    ...url("versionPath", versionPath, "/version"),
    ...problem(
      "instanceType",
      isInstanceType(instanceType),
      "an EC2 instance type that runs Amazon Linux",
      instanceType,
      "use t4g.small",
    ),
    ...whole("sizes.min", settings.sizes?.min, [1, MOST_INSTANCES], "a product needs at least one instance"),
    ...problem(
      "sizes.max",
      isWhole(max, Number.isNaN(min) ? 1 : min, MOST_INSTANCES),
      `a whole number from sizes.min to ${MOST_INSTANCES}`,
      settings.sizes?.max,
      "raise it, or lower sizes.min",
    ),
    ...problem(
      "sizes.initial",
      settings.sizes?.initial === undefined || isWhole(initial, min, max),
      "a whole number from sizes.min to sizes.max",
      initial,
      "leave it out for sizes.min",
    ),
    ...releaseProblems(settings, path),
    ...problem(
      "alarms.errorPercent",
      errorPercent > 0 && errorPercent < 100,
      "a number above 0 and below 100, as more than 100 % never are errors",
      errorPercent,
      "use 5",
    ),
    ...whole("alarms.minimumRequests", minimumRequests, [1, 1_000_000], "use 20"),
    ...problem(
      "alarms.latencySeconds",
      latencySeconds > 0 && latencySeconds <= 60,
      "a number above 0 and at most 60, as the load balancer waits no longer",
      latencySeconds,
      "use 5",
    ),
    ...(settings.scaling === undefined ? [] : scalingProblems(settings.scaling, `${path}scaling`)),
    ...problem(
      "slowStartSeconds",
      slowStartSeconds === 0 || isWhole(slowStartSeconds, 30, 900),
      "0 or a whole number from 30 to 900",
      slowStartSeconds,
      "use 30",
    ),
    ...whole("drainSeconds", drainSeconds, [0, 3600], "use 60"),
    ...problem(
      "install",
      isOffered(settings.install),
      "boot, as there is no other way yet",
      settings.install,
      "leave it out; a hook of the revision's AppSpec can do what an image would",
    ),
  ];
}

/** Whatever a program without types says. */
function isOffered(install: string | undefined): boolean {
  return install === undefined || install === "boot";
}

function scalingProblems(scaling: Unchecked<ScalingSettings>, path: string): Problem[] {
  const { requestsPerInstance, cpuPercent } = scaling;
  const given = [requestsPerInstance, cpuPercent].filter((value) => value !== undefined).length;
  if (given !== 1) {
    const rule = "requestsPerInstance or cpuPercent, as two would pull a fleet two ways";
    return [{ property: path, rule, got: shown(scaling), remedy: "give just one of the two" }];
  }
  return requestsPerInstance === undefined
    ? wholeProblems(`${path}.cpuPercent`, cpuPercent, [1, 100], "use 50")
    : wholeProblems(`${path}.requestsPerInstance`, requestsPerInstance, [1, 1_000_000], "use 1000");
}
