/** AWS KMS: keys and their names. */
import { randomUUID } from "node:crypto";
import { arn, heldIn, page, text, type Making, type Row } from "./row";

const KEY = "aws:kms/key:Key";

const key: Row = {
  type: KEY,
  source: page("00a35305dc1b297a6fcdecdfbba33f1e63c3da39", "internal/service/kms/key.go"),
  id: ({ inputs }) =>
    inputs["multiRegion"] === true ? `mrk-${randomUUID().replaceAll("-", "")}` : randomUUID(),
  idLine: 185,
  replaceOn: {
    customKeyStoreId: 66,
    customerMasterKeySpec: 72,
    keyUsage: 104,
    multiRegion: 112,
    xksKeyId: 127,
  },
  update: "changed",
  updateLine: 244,
  computed: ({ inputs, place }, id) => ({
    ...(inputs["enableKeyRotation"] === true
      ? { rotationPeriodInDays: inputs["rotationPeriodInDays"] ?? 365 }
      : {}),
    arn: arn(place, "kms", `key/${id}`),
    bypassPolicyLockoutSafetyCheck: inputs["bypassPolicyLockoutSafetyCheck"] ?? false,
    customerMasterKeySpec: inputs["customerMasterKeySpec"] ?? "SYMMETRIC_DEFAULT",
    enableKeyRotation: inputs["enableKeyRotation"] ?? false,
    isEnabled: inputs["isEnabled"] ?? true,
    keyId: id,
    keyUsage: inputs["keyUsage"] ?? "ENCRYPT_DECRYPT",
    multiRegion: inputs["multiRegion"] ?? false,
  }),
};

/** The key an alias names, which may be given by its id or its ARN. */
function target({ inputs, place, held }: Making) {
  const given = text(inputs, "targetKeyId");
  return heldIn(held, KEY, place, given.slice(given.lastIndexOf("/") + 1));
}

const alias: Row = {
  type: "aws:kms/alias:Alias",
  source: page("01c08000ddb14181b5bd19201d8fca311dc570e4", "internal/service/kms/alias.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 93,
  autoName: "name",
  fit: (name) => `alias/${name}`,
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "AlreadyExistsException: An alias with that name already exists",
  },
  replaceOn: { name: 39, namePrefix: 48 },
  update: "whole",
  updateLine: 137,
  refuses: (making) => {
    if (target(making) !== undefined) return undefined;
    return `NotFoundException: Key '${text(making.inputs, "targetKeyId")}' does not exist`;
  },
  computed: (making) => ({
    arn: arn(making.place, "kms", text(making.inputs, "name")),
    targetKeyArn: target(making)?.properties["arn"] ?? "",
  }),
};

export const kms = [key, alias];
