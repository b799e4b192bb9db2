/** What is kept is encrypted: wherever AWS does not do it unasked. */
import { keys, KINDS, switches, type Switch } from "../aws/encryption";
import { given, is, isGiven, isOn } from "../aws/input";
import { at, type Found } from "../iam/grants";
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { someOf, yesOrNo } from "../configuration/setting";
import { all, isValues, some, UNKNOWN, type Truth, type Values } from "../value";

export const encryptionAtRest = resourceRule({
  id: "encryption-at-rest",
  description: "Volumes, file systems, databases, caches, streams and queues are encrypted.",
  reason:
    "Copies outlive what they are of: a snapshot shared or a disk given back is read without the account's permissions. Most can be encrypted only when they are made, so it is dear to come back to.",
  remedy: "Switch the encryption on before the resource is made.",
  level: "mandatory",
  severity: "high",
  types: new Set([...Object.keys(switches), ...Object.keys(keys)]),
  settings: {
    volumesByDefault: yesOrNo(
      "Whether the account encrypts every new EBS volume by default (aws.ebs.EncryptionByDefault), so that one that says nothing is.",
      false,
    ),
    requireKms: someOf(
      "What must be encrypted with a key of AWS KMS, and not only with one that AWS keeps; of buckets what is declared.",
      KINDS,
      [],
    ),
  },
  check: ({ type, inputs }, { settings: { volumesByDefault, requireKms } }) => {
    const key = keys[type];
    return [
      ...(switches[type] ?? []).flatMap((one) => judged(inputs, one, volumesByDefault)),
      ...(key !== undefined && requireKms.includes(key.kind) ? judged(inputs, key, false) : []),
    ];
  },
});

function judged(inputs: Values, one: Switch, volumesByDefault: boolean): readonly Finding[] {
  return partsOf(inputs, one).flatMap(({ property: part, value }): Finding[] => {
    if (value === UNKNOWN) return [{ notEvaluated: part }];
    if (!isValues(value)) return [];
    const property = part === "" ? one.path : `${part}.${one.path}`;
    const isFine = isEncrypted(inputs, value, one, volumesByDefault);
    if (isFine === UNKNOWN) return [{ notEvaluated: property }];
    return isFine ? [] : [violation(property, given(value, one.path), one)];
  });
}

function partsOf(inputs: Values, { within, always }: Switch): readonly Found[] {
  if (within === undefined) return [{ property: "", value: inputs }];
  const declared = at(inputs, within);
  if (declared.length > 0 || always === undefined) return declared;
  return isGiven(inputs[always]) ? [{ property: within.replaceAll("[]", "[0]"), value: {} }] : [];
}

function isEncrypted(inputs: Values, part: Values, one: Switch, volumesByDefault: boolean): Truth {
  const { path, on = [true, "true"], like = [], byDefault, instead, isVolume } = one;
  const value = given(part, path);
  return some([
    on === "any" ? isGiven(value) : is(value, ...on),
    isOn(part["noDevice"]),
    instead !== undefined && isGiven(inputs[instead]),
    all([
      !isGiven(value),
      some([
        byDefault === true || (isVolume === true && volumesByDefault),
        typeof byDefault === "object" && is(inputs[byDefault.input], byDefault.value),
        like.some((input) => isGiven(part[input]) || isGiven(inputs[input])),
      ]),
    ]),
  ]);
}

function violation(property: string, value: unknown, { on, isVolume }: Switch): Finding {
  if (on === "any") {
    const remedy = "set the ARN of a key of AWS KMS";
    return { problem: { property, rule: "a key of AWS KMS", got: shown(value), remedy } };
  }
  const rule = on === undefined ? "true" : on.map((one) => shown(one)).join(" or ");
  const orSo =
    isVolume === true ? ", or volumesByDefault in the rule's settings where the account does it" : "";
  return { problem: { property, rule, got: shown(value), remedy: `set it${orSo}` } };
}
