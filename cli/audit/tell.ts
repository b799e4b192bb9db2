/** What an audit prints and writes. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { jsonFindings } from "../../policy/output/json";
import { markdown } from "../../policy/output/markdown";
import { sarif, type SarifOptions } from "../../policy/output/sarif";
import { textLines } from "../../policy/output/text";
import { rules } from "../../policy/registry";
import type { Report } from "../../policy/report";
import { Refusal } from "../../refusal/refusal";
import type { Session } from "../command";
import { ownVersion } from "../version";
import { listedLines, type Listed } from "./exceptions";
import type { AuditOptions } from "./options";
import { STANDARD_INPUT } from "./read-text";
import type { ReadStack } from "./read-content";

/** @throws Refusal when a file cannot be written */
export async function tellFindings(
  session: Session,
  reports: readonly Report[],
  stacks: readonly ReadStack[],
  options: Pick<AuditOptions, "sarif" | "markdown">,
): Promise<void> {
  const { output } = session;
  const texts = [
    { option: "--sarif", file: options.sarif, text: async () => sarif(reports, await sarifOptions(stacks)) },
    { option: "--markdown", file: options.markdown, text: () => Promise.resolve(markdown(reports)) },
  ];
  for (const { option, file, text } of texts) {
    if (file === STANDARD_INPUT) output.line((await text()).trimEnd());
    else if (file !== undefined) write(option, resolve(session.project, file), await text());
  }
  if (texts.every(({ file }) => file !== STANDARD_INPUT))
    for (const line of textLines(reports, output.colours)) output.line(line);
  output.result(jsonFindings(reports));
}

export function tellSuppressions({ output }: Session, list: readonly Listed[]): void {
  for (const line of listedLines(list)) output.line(line);
  output.result(list);
}

/** Where the program stands for it is read only where it is asked for. */
async function sarifOptions(stacks: readonly ReadStack[]): Promise<SarifOptions> {
  const { codeLines } = await import("./code-lines");
  const places = stacks.flatMap(({ exported, file }) => [
    ...codeLines(exported, file === undefined ? undefined : { file }),
  ]);
  return { version: ownVersion(), rules, places: new Map(places) };
}

function write(option: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    const got = `${file} (${code})`;
    throw new Refusal({ property: option, rule: "a file that can be written", got, remedy: "name another" });
  }
}
