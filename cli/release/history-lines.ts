/** Releases that are over, as a person reads them: in a list, and one whole. Pure, but for the colours that are handed in. */
import type { Output } from "../output";
import type { EndedRelease } from "../../runtime/release/ports";
import type { Release } from "../../runtime/release/state";
import { pairText } from "../../runtime/release/weights";
import { outcomeText, shortCommit } from "./release-text";
import { momentText, spanText } from "./times";

const KIND = { release: "release", reRelease: "release (again)", switchBack: "switch back" } as const;

/** Newest first, two lines each. */
export function historyLines(
  service: string,
  ended: readonly EndedRelease[],
  colours: Output["colours"],
): string[] {
  const lines = ended.flatMap(({ release, outcome, reason, endedAt }) => {
    const begun = beganAt(release);
    const took = begun === undefined ? "" : ` after ${spanText(endedAt - begun)}`;
    const commit = release.commit === undefined ? "" : `, commit ${shortCommit(release.commit)}`;
    return [
      `  ${momentText(endedAt)}  ${outcomeText(outcome, colours)}${took}  ${KIND[release.kind]} ${colours.bold(release.id)} on ${release.to}, by ${release.by}${commit}`,
      colours.dim(`      ${reason}`),
    ];
  });
  const none = ["  no release has ended yet"];
  return [colours.bold(service), ...(lines.length === 0 ? none : lines)];
}

/** Everything that is recorded of one. */
export function releaseLines(
  { release, outcome, reason, endedAt }: EndedRelease,
  colours: Output["colours"],
): string[] {
  const { artifact, commit, approval, plan, evidence, note } = release;
  const from =
    release.from === undefined ? "nothing" : `${release.from}, release ${release.fromId ?? "unknown"}`;
  const rows: (readonly [string, string])[] = [
    ["kind", `${KIND[release.kind]}, asked for by ${release.by}`],
    ["outcome", `${outcomeText(outcome, colours)} ${momentText(endedAt)}: ${reason}`],
    ["users", `from ${from} to ${release.to}, release ${release.toId}`],
    ...optional("commit", commit),
    ...optional(
      "artifact",
      artifact && `s3://${artifact.bucket}/${artifact.key}, version ${artifact.versionId}`,
    ),
    ...optional("sha256", artifact?.sha256),
    ...optional("execution", release.executionId),
    ...optional(
      "approved",
      approval && `by ${approval.by}, ${momentText(approval.at)}${said(approval.comment)}`,
    ),
    [
      "plan",
      `launch template version ${plan.templateVersion}; watched for ${plan.bakeSeconds} s, kept for ${plan.keepSeconds} s; ${plan.canGoBack ? "users could go back" : "no way back"}`,
    ],
    ...optional("note", note),
  ];
  return [
    colours.bold(release.id),
    ...rows.map(([name, text]) => `  ${name.padEnd(11)}${text}`),
    "",
    ...timelineLines(release, colours),
    ...(evidence.length === 0 ? [] : ["", "  seen in the moment of the switch"]),
    ...evidence.map((one) => `    ${one}`),
  ];
}

/** Phases, weights and health in the order in which they came. */
function timelineLines(
  { phases, weights, health }: Release,
  { bold, cyan, dim }: Output["colours"],
): string[] {
  const entries = [
    ...phases.map(({ at, phase, reason }) => ({ at, text: `${bold(phase)}: ${reason}` })),
    ...weights.map(({ at, pair, by }) => ({
      at,
      text: cyan(`weights: ${pairText(pair)} (${pair.blue}, ${pair.green}), by ${by}`),
    })),
    ...health.map(({ at, colour, healthy, of }) => ({
      at,
      text: `health: ${healthy} of ${of} on ${colour}`,
    })),
  ];
  // A stable order: what came in the same pass stays as it is listed.
  return entries.sort((a, b) => a.at - b.at).map(({ at, text }) => `  ${dim(momentText(at))}  ${text}`);
}

function beganAt({ phases }: Release): number | undefined {
  return phases[0]?.at;
}

function optional(name: string, text: string | undefined): (readonly [string, string])[] {
  return text === undefined ? [] : [[name, text]];
}

function said(comment: string | undefined): string {
  return comment === undefined || comment === "" ? "" : `: ${comment}`;
}
