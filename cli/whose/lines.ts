/** An answer as people read it. Pure. */
import { aligned } from "../rehearsal/aligned";
import type { Answer } from "./answer";
import { shortType, type CodeLine } from "./code-line";
import { WAY_TEXTS } from "./matching";

/** Those that are named in the most exact way, each in full; a line for each of the others. */
export function answersLines(answers: readonly Answer[]): string[] {
  const exact = answers.filter(({ way }) => way === answers[0]?.way);
  const others = answers
    .slice(exact.length)
    .map((one) => [
      `${one.type} ${one.name ?? one.id}`,
      `by ${WAY_TEXTS[one.way]}`,
      componentText(one),
      place(one.code.lines[0]),
    ]);
  return [
    ...exact.flatMap((one, index) => [...(index === 0 ? [] : [""]), ...answerLines(one)]),
    ...(others.length === 0 ? [] : ["", "named less exactly:"]),
    ...aligned(others, Infinity).map((line) => `  ${line}`),
  ];
}

/** A title, and a line for each thing that is known. */
function answerLines(answer: Answer): string[] {
  const { type, name, id, arn, urn, project, stack, identity, code, state } = answer;
  const { service, role, colour } = identity ?? {};
  const rows: [string, string | undefined][] = [
    ["named by", WAY_TEXTS[answer.way]],
    ["stack", `${stack} of ${project}`],
    ["component", componentText(answer)],
    ["stage", identity === undefined ? undefined : `${identity.stage} of ${identity.project}`],
    ["service", identity === undefined ? undefined : (service ?? "none: what a stage has once")],
    ["role", role],
    ["colour", colour],
    ["owner", answer.owner],
    ["cost center", answer.costCenter],
    [
      "",
      answer.tagged || identity === undefined
        ? undefined
        : "(it has no tags of ours: as its component was given them)",
    ],
    ["", identity === undefined ? "nothing says whose it is: neither its tags nor its component" : undefined],
    ["id", id],
    ["ARN", arn === id ? undefined : arn],
    ["URN", urn],
    ["made", STATES[state]],
    ...codeRows(code.lines),
    [code.lines.length === 0 ? "code" : "", code.note],
  ];
  const known = rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== "");
  return [[type, name ?? id].join(" "), ...aligned(known, Infinity).map((line) => `  ${line}`)];
}

const STATES = {
  made: undefined,
  read: "elsewhere: this stack has only looked it up",
  "waits to be deleted": "earlier: it was replaced and waits to be deleted",
} as const;

function componentText({ components }: Answer): string {
  return components.map((one) => `${one.name} (${shortType(one.type)})`).join(" > ") || "the stack itself";
}

function place(code: CodeLine | undefined): string {
  if (code === undefined) return "";
  const { file, line, column } = code;
  return `${file}:${line}${column === undefined ? "" : `:${column}`}`;
}

function codeRows(lines: readonly CodeLine[]): [string, string][] {
  return lines.map((line, index) => [
    index === 0 ? "code" : "",
    `${index === 0 ? "" : "from "}${place(line)}`,
  ]);
}
