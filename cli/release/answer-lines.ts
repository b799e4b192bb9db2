/** What an answer to the pipeline is about, and why there is none to give. Pure, but for the colours that are handed in. */
import type { Output } from "../output";
import type { AskedAction } from "./aws/pipeline";
import { shortCommit } from "./release-text";
import type { OpenQuestion, ServiceRead } from "./service-read";
import { momentText } from "./times";

/** What is approved, as far as it could be read. */
export function questionLines(
  service: string,
  { pipeline, action, executionId, since }: OpenQuestion,
  read: ServiceRead | undefined,
  { bold, red, yellow }: Output["colours"],
): string[] {
  const open = read?.state.open;
  // The question may be of an execution whose release is not the one that is recorded.
  const release = open !== undefined && open.executionId === executionId ? open : undefined;
  const rows: (readonly [string, string])[] = [
    ["asks", `${action} of ${pipeline}${since === undefined ? "" : `, since ${momentText(since)}`}`],
    ["release", executionId ?? "unknown"],
  ];
  if (release === undefined || read === undefined)
    return [bold(service), ...lines([...rows, ["", yellow("what is released could not be read")]])];
  const { artifact, commit, from, to, by, plan, phase } = release;
  rows.push(
    ["by", by],
    ["commit", commit === undefined ? "unknown" : shortCommit(commit)],
    ...(artifact === undefined
      ? []
      : [["artifact", `s3://${artifact.bucket}/${artifact.key}, version ${artifact.versionId}`] as const]),
    ["preview", read.registration.previewUrl],
    [
      "users",
      phase === "confirming"
        ? `stay on ${to}; with a no they go back to ${from ?? "nothing"}`
        : `move from ${from ?? "nothing"} to ${to}`,
    ],
    [
      "way back",
      plan.canGoBack
        ? `at once, while it is watched and for ${plan.keepSeconds} s after`
        : red(noWayBack(from)),
    ],
  );
  return [bold(service), ...lines(rows)];
}

function noWayBack(from: string | undefined): string {
  return from === undefined
    ? "none: nothing served before"
    : "none: its migrations are breaking, the revision before cannot run any more";
}

function lines(rows: readonly (readonly [string, string])[]): string[] {
  return rows.map(([name, text]) => `  ${name.padEnd(11)}${text}`);
}

/** Why there is nothing to answer, by what was asked last. */
export function nothingToAnswer(asked: readonly AskedAction[], open: string | undefined): string {
  const doing = open === undefined ? "" : `; ${open}`;
  const [last] = [...asked].sort((one, other) => (other.at ?? 0) - (one.at ?? 0));
  if (last === undefined) return `nobody was ever asked${doing}`;
  const { action, status, by, at, summary } = last;
  const when = at === undefined ? "" : `, ${momentText(at)}`;
  const words = summary === undefined || summary === "" ? "" : `: ${summary}`;
  switch (status) {
    case "Succeeded":
      return `${action} was approved already${by === undefined ? "" : ` by ${by}`}${when}${words}${doing}`;
    case "Failed":
      return by === undefined
        ? `${action} expired: nobody answered in time${when}, and that means no${doing}`
        : `${action} was rejected already by ${by}${when}${words}${doing}`;
    default:
      return `${action} is not open: ${status}${when}${doing}`;
  }
}
