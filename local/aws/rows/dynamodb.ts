/** Amazon DynamoDB: tables. */
import { isValues, type Value } from "../../../wire/values";
import { arn, filled, page, text, type Making, type Row } from "./row";

const INVALID = "ValidationException: One or more parameter values were invalid";
const STREAM = ["streamEnabled", "streamViewType"];

/** A stream is a new one whenever it is switched on or shows other things; its label is when it was made. */
function streamLabel({ inputs, before, changed }: Making): string {
  if (inputs["streamEnabled"] !== true) return "";
  const last = text(before ?? {}, "streamLabel");
  const isNew = last === "" || STREAM.some((name) => changed.has(name));
  return isNew ? new Date().toISOString().replace("Z", "") : last;
}

function refusal({ inputs }: Making): string | undefined {
  const { attributes, globalSecondaryIndexes, localSecondaryIndexes } = inputs;
  const declared = Array.isArray(attributes) ? attributes.filter(isValues) : [];
  const names = declared.map((attribute) => text(attribute, "name"));
  const keys = [text(inputs, "hashKey"), text(inputs, "rangeKey")].filter((key) => key !== "");
  const missing = keys.filter((key) => !names.includes(key));
  if (missing.length > 0)
    return `${INVALID}: Some index key attributes are not defined: [${missing.join(", ")}]`;
  const unused = names.filter((name) => !keys.includes(name));
  const hasIndexes = (globalSecondaryIndexes ?? localSecondaryIndexes) !== undefined;
  if (unused.length > 0 && !hasIndexes)
    return `${INVALID}: Some attributes are not used: [${unused.join(", ")}]`;
  const paid = (inputs["billingMode"] ?? "PROVISIONED") === "PROVISIONED";
  if (!paid || (inputs["readCapacity"] !== undefined && inputs["writeCapacity"] !== undefined))
    return undefined;
  return `${INVALID}: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`;
}

/** Days one can go back: AWS's most where nothing else is given. */
function recovery(given: Value | undefined): Value {
  const isOn = isValues(given) && given["enabled"] === true;
  return filled(given, { enabled: false, recoveryPeriodInDays: isOn ? 35 : 0 });
}

const table: Row = {
  type: "aws:dynamodb/table:Table",
  source: page("f583d818dd34f1ee2cdd6664b33ef588c860412a", "internal/service/dynamodb/table.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 34,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "ResourceInUseException: Table already exists",
  },
  replaceOn: {
    hashKey: 174,
    localSecondaryIndexes: 179,
    name: 216,
    rangeKey: 235,
    restoreDateTime: 353,
    restoreSourceName: 343,
    restoreToLatestTime: 348,
  },
  update: "changed",
  updateLine: 36,
  moves: (changed) => (STREAM.some((name) => changed.has(name)) ? ["streamArn", "streamLabel"] : []),
  refuses: refusal,
  keeps: ({ properties }) =>
    properties["deletionProtectionEnabled"] === true
      ? "ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
      : undefined,
  computed: (making) => {
    const { inputs, place } = making;
    const own = arn(place, "dynamodb", `table/${text(inputs, "name")}`);
    const label = streamLabel(making);
    return {
      arn: own,
      billingMode: inputs["billingMode"] ?? "PROVISIONED",
      deletionProtectionEnabled: inputs["deletionProtectionEnabled"] ?? false,
      pointInTimeRecovery: recovery(inputs["pointInTimeRecovery"]),
      readCapacity: inputs["readCapacity"] ?? 0,
      streamArn: label === "" ? "" : `${own}/stream/${label}`,
      streamLabel: label,
      tableClass: inputs["tableClass"] ?? "STANDARD",
      ttl: filled(inputs["ttl"], { attributeName: "", enabled: false }),
      writeCapacity: inputs["writeCapacity"] ?? 0,
    };
  },
};

export const dynamodb = [table];
