/** Findings in short, for tests of where they are. */
import type { Finding } from "../../policy/rule";

/** Where it is violated, and where it cannot be evaluated yet, which is marked so. */
export function places(findings: readonly Finding[]): string[] {
  return findings.map((finding) =>
    "problem" in finding ? finding.problem.property : `? ${finding.notEvaluated}`,
  );
}
