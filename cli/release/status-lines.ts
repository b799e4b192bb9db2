/** A service's status as a person reads it. Pure, but for the colours that are handed in. */
import type { Output } from "../output";
import { pairText } from "../../runtime/release/weights";
import { endText, shortCommit } from "./release-text";
import type { FleetStatus, OpenRelease, ServiceStatus, WayBack, Weights } from "./status";
import { momentText, spanText } from "./times";

/** What the lines need besides the status. */
export interface Telling {
  readonly colours: Output["colours"];
  /** How the stage is named in a command: `--stack dev`. */
  readonly asTold: string;
  /** Where the console shows a pipeline. */
  readonly consoleOf: (pipeline: string) => string;
  readonly now: number;
}

export function statusLines(status: ServiceStatus, telling: Telling): string[] {
  const { bold, red, yellow } = telling.colours;
  const { service, serving, addresses, weights, open, wayBack, fleets, pending, windows, last, unread } =
    status;
  const rows: (readonly [string, string])[] = [
    [
      "serving",
      serving === undefined
        ? "nothing yet: no release has been done"
        : `${serving.colour}, release ${serving.releaseId}`,
    ],
    ["product", addresses.product],
    ["preview", addresses.preview],
    ["weights", weightsText(weights, telling)],
    ...openRows(service, open, telling),
    ["way back", wayBackText(wayBack, telling)],
    ...fleets.flatMap((fleet) => fleetRows(fleet, telling)),
    ...(windows === undefined ? [] : [["windows", windows] as const]),
    ...pending.map((edit) => ["pending", yellow(edit)] as const),
    ...(last === undefined ? [] : [["last", endText(last, telling.colours)] as const]),
    ...unread.map((why) => ["not read", red(why)] as const),
  ];
  return [bold(service), ...rows.map(([name, text]) => `  ${name.padEnd(12)}${text}`)];
}

function weightsText({ recorded, live, drift }: Weights, { colours }: Telling): string {
  if (drift !== undefined) return colours.red(`drift: ${drift}`);
  if (recorded === undefined)
    return live === undefined ? "none recorded" : `${pairText(live)}, none recorded yet`;
  const marks = `(${recorded.blue}, ${recorded.green})`;
  return `${pairText(recorded)} ${marks}${live === undefined ? ", as recorded; not looked at" : ", as recorded"}`;
}

function openRows(
  service: string,
  open: OpenRelease | undefined,
  { colours, asTold, consoleOf, now }: Telling,
): (readonly [string, string])[] {
  if (open === undefined) return [["open", "no release"]];
  const { id, kind, by, to, phase, since, waitsFor, artifact, commit, approval, note, questions } = open;
  const kinds = { release: "release", reRelease: "release (again)", switchBack: "switch back" };
  return [
    [
      "open",
      colours.cyan(
        `${kinds[kind]} ${id} on ${to}: ${phase} since ${momentText(since)} (${spanText(now - since)})`,
      ),
    ],
    ["", `asked for by ${by}${commit === undefined ? "" : `, commit ${shortCommit(commit)}`}`],
    ...(artifact === undefined
      ? []
      : [["", `s3://${artifact.bucket}/${artifact.key}, version ${artifact.versionId}`] as const]),
    ["", `next: ${waitsFor}`],
    ...(approval === undefined
      ? []
      : [["", `approved by ${approval.by}, ${momentText(approval.at)}`] as const]),
    ...questions.map(({ pipeline, action, since: asked }) => {
      const when = asked === undefined ? "" : ` since ${momentText(asked)}`;
      const how = `multistage approve ${service} ${asTold}`;
      return [
        "",
        colours.yellow(`${action} waits for a person${when}: ${how}, or ${consoleOf(pipeline)}`),
      ] as const;
    }),
    ...(note === undefined ? [] : [["", colours.red(note)] as const]),
  ];
}

function wayBackText({ instant, to, until, reason }: WayBack, { colours, now }: Telling): string {
  const where = to === undefined ? "" : ` to ${to.colour}, release ${to.releaseId}`;
  if (!instant) return `${colours.yellow("not at once")}${where}: ${reason}`;
  const when = until === undefined ? "" : `, until ${momentText(until)} (${spanText(until - now)} more)`;
  return `${colours.green("at once")}${where}${when}: ${reason}`;
}

function fleetRows(fleet: FleetStatus, { colours }: Telling): (readonly [string, string])[] {
  const { colour, role, releaseId, sizes, instances, templateVersion, targets, alarms } = fleet;
  if (sizes === undefined || targets === undefined) return [[colour, `${role}, not looked at`]];
  const { healthy, total, reasons } = targets;
  const mark = healthy < total || (role === "product" && total === 0) ? colours.red : colours.green;
  const why = reasons.length === 0 ? "" : ` (${reasons.join("; ")})`;
  const shownAlarms = alarms.map(({ name, state }) => {
    const text = `${name} ${state}`;
    return state === "OK" ? text : state === "INSUFFICIENT_DATA" ? colours.yellow(text) : colours.red(text);
  });
  return [
    [
      colour,
      `${role}, ${releaseId === undefined ? "no release" : `release ${releaseId}`}, ${mark(`${healthy} of ${total} healthy`)}${why}`,
    ],
    [
      "",
      `${instances ?? 0} instances, ${sizes.desired} wanted of ${sizes.min} to ${sizes.max}, launch template version ${templateVersion ?? 0}`,
    ],
    ...(shownAlarms.length === 0 ? [] : [["", `alarms: ${shownAlarms.join(", ")}`] as const]),
  ];
}
