/** AWS Systems Manager: parameters. */
import type { Value } from "../../../wire/values";
import { arn, heldIn, page, text, type Making, type Row } from "./row";

const PARAMETER = "aws:ssm/parameter:Parameter";
const VALUES = ["value", "insecureValue", "valueWo"];
/** What an update may change without putting the parameter again, which makes a version. */
const OF_PARAMETER = ["overwrite", "tags", "region"];

/** One more for every time it is put; an overwritten one counts on. */
function version({ inputs, place, before, changed, held }: Making): Value {
  const last = before ?? heldIn(held, PARAMETER, place, text(inputs, "name"))?.properties;
  const isPut = before === undefined || [...changed].some((name) => !OF_PARAMETER.includes(name));
  return Number(last?.["version"] ?? 0) + (isPut ? 1 : 0);
}

function refusal({ inputs }: Making): string | undefined {
  const given = VALUES.filter((name) => inputs[name] !== undefined);
  if (given.length !== 1)
    return "ValidationException: exactly one of value, insecureValue and valueWo must be given";
  const size = Buffer.byteLength(text(inputs, given[0] ?? ""));
  if (size <= 4096 || (inputs["tier"] ?? "Standard") !== "Standard") return undefined;
  return "ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters.";
}

const parameter: Row = {
  type: PARAMETER,
  source: page("0073593e7d6993ba482409f4dc35438daaa79bb3", "internal/service/ssm/parameter.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 257,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) =>
      inputs["overwrite"] === true ? undefined : `${place.region} ${text(inputs, "name")}`,
    error:
      "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option",
  },
  replaceOn: { dataType: 81, name: 106 },
  replaceIf: {
    names: ["tier"],
    line: 161,
    when: (before, after) => text(before, "tier") === "Advanced" && text(after, "tier") === "Standard",
  },
  // PutParameter takes the value again whatever changed, but tags go by themselves.
  update: "whole",
  updateLine: 375,
  moves: (changed) =>
    ["value", "description", "insecureValue"].some((name) => changed.has(name)) ? ["version"] : [],
  refuses: refusal,
  computed: (making) => {
    const { inputs, place } = making;
    const isSecure = inputs["type"] === "SecureString";
    return {
      ...(isSecure ? { keyId: inputs["keyId"] ?? "alias/aws/ssm" } : {}),
      arn: arn(place, "ssm", `parameter/${text(inputs, "name").replace(/^\//, "")}`),
      dataType: inputs["dataType"] ?? "text",
      hasValueWo: inputs["valueWo"] !== undefined,
      tier: inputs["tier"] ?? "Standard",
      version: version(making),
    };
  },
};

export const ssm = [parameter];
