/** The reference of the rules, as docs/rules.md has it: out of what each says of itself. Pure. */
import { settingsSchema } from "../../policy/configuration/schema";
import type { DocumentRule } from "../../policy/iam/document-rule";
import type { Rule } from "../../policy/rule";

const OF_EVERY_RULE = ["levels", "notEvaluated"];

const HEAD = `# The rules of the policy pack

What each rule wants, why, and what to do. Out of \`policy/rules/\`; \`node scripts/rules-page.mjs\` writes this page anew.

A violation that is _mandatory_ stops a preview or an update before the resource is made; one that is _advisory_ is
told. How strict a rule is, in which stage, and what is excepted stands in
[policies.md](policies.md).

Rules on policy documents find one of two things: _access_, what a document allows, or _form_, what is written in it
otherwise than it is meant, in a Deny, too.
`;

export function rulesPage(rules: readonly Rule[]): string {
  return [HEAD, table(rules), ...rules.map(section)].join("\n");
}

function table(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, level, severity, description }) => `| [${id}](#${id}) | ${level} | ${severity} | ${description} |`,
  );
  return ["| rule | level | severity | what it wants |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

function section(rule: Rule): string {
  const { id, description, reason, remedy, level, severity } = rule;
  const when =
    "check" in rule ? "before a resource is made" : "on the whole stack, after everything was made";
  return [
    `## ${id}`,
    "",
    `${description} (${[level, severity, ...finds(rule), when].join(", ")})`,
    "",
    `Why: ${reason}`,
    "",
    `What to do: ${remedy}`,
    "",
    ...settings(rule),
  ].join("\n");
}

function finds(rule: Rule): readonly string[] {
  return "checkDocument" in rule ? [`${(rule as DocumentRule).finds} of policy documents`] : [];
}

function settings(rule: Rule): string[] {
  const own = Object.entries(settingsSchema(rule)).filter(([name]) => !OF_EVERY_RULE.includes(name));
  if (own.length === 0) return [];
  const rows = own.map(([name, schema]) => {
    const fallback = JSON.stringify(rule.settings[name]?.fallback);
    return `- \`${name}\`: ${String(schema["description"])} Default: \`${fallback}\`.`;
  });
  return ["Settings:", "", ...rows, ""];
}
