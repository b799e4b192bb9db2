/** A secret is kept where secrets are kept, and not where everybody who may look at a resource reads it. */
import { standsFor } from "../../naming/wildcard";
import { credentialIn, credentialInScript, isNoSecret, soundsSecret } from "../aws/credentials";
import { places, scriptsOf, variablesOf, type Variable } from "../aws/variables";
import { texts } from "../configuration/setting";
import { resourceRule, type Finding } from "../rule";
import { UNKNOWN, type Values } from "../value";

const PARAMETER = "aws:ssm/parameter:Parameter";

export const staticCredentials = resourceRule({
  id: "static-credentials",
  description: "No credential stands as text in variables, user data or parameters that are not encrypted.",
  reason:
    "Whoever may look at the function, the build or the instance reads it, and so does every log of its declaration; and it is good until somebody thinks of changing it.",
  remedy:
    "Keep it in Secrets Manager or as a SecureString parameter and refer to that; for AWS itself use a role.",
  level: "advisory",
  severity: "high",
  types: new Set([...Object.keys(places), PARAMETER]),
  settings: {
    notSecret: texts(
      "Names of variables and parameters that sound like a secret and hold none; * stands for any characters.",
      [],
    ),
  },
  check: ({ type, inputs }, { settings }) => {
    const sounds = (name: string): boolean =>
      soundsSecret(name) && !settings.notSecret.some((pattern) => standsFor(pattern, name));
    if (type === PARAMETER) return inParameter(inputs, sounds);
    const instead = places[type]?.instead ?? "";
    return [
      ...variablesOf(type, inputs).flatMap((variable) => inVariable(variable, sounds, instead)),
      ...scriptsOf(type, inputs).flatMap(({ property, value }): readonly Finding[] => {
        if (value === UNKNOWN) return [{ notEvaluated: property }];
        const got = typeof value === "string" ? credentialInScript(value) : undefined;
        return got === undefined ? [] : [violation(property, got, instead)];
      }),
    ];
  },
});

/** An unknown value counts where its name sounds like a secret: it may be a reference, or what is referred to. */
function inVariable(
  { property, name, value }: Variable,
  sounds: (name: string) => boolean,
  instead: string,
): readonly Finding[] {
  if (value === UNKNOWN) return name === UNKNOWN || sounds(name) ? [{ notEvaluated: property }] : [];
  if (typeof value !== "string") return [];
  const form = credentialIn(value);
  if (form !== undefined) return [violation(property, form, instead)];
  if (isNoSecret(value)) return [];
  if (name === UNKNOWN) return [{ notEvaluated: property }];
  return sounds(name) ? [violation(property, "a text", instead)] : [];
}

/** By the last part of its name: `/shop/dev/db/password`. */
function inParameter(inputs: Values, sounds: (name: string) => boolean): readonly Finding[] {
  const { type, name } = inputs;
  if (type === "SecureString") return [];
  const last = typeof name === "string" ? (name.split("/").at(-1) ?? "") : "";
  const found = ["value", "insecureValue"].flatMap((property) =>
    inVariable(
      { property, name: name === UNKNOWN ? UNKNOWN : last, value: inputs[property] },
      sounds,
      "give type SecureString",
    ),
  );
  return type === UNKNOWN && found.length > 0 ? [{ notEvaluated: "type" }] : found;
}

/** What the text is stays untold: a finding is read by more people than the resource. */
function violation(property: string, got: string, remedy: string): Finding {
  return { problem: { property, rule: "free of credentials", got, remedy } };
}
