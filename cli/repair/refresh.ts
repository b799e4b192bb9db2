/** The refresh: what the state has becomes what there is; interrupted operations that are left are cleared by it. */
import type { Repair } from "./repair";

export async function refresh({ pulumi, session }: Repair): Promise<void> {
  session.output.line("refresh: the state becomes what there is");
  const text = await pulumi.change("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
  for (const line of countsIn(text)) session.output.line(`  ${line}`);
}

/** The engine's own summary: `1 updated`, `4 unchanged`. */
function countsIn(text: string): string[] {
  const block = /^Resources:\n((?: {4}.*\n)+)/m.exec(text)?.[1] ?? "";
  return block.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
}
