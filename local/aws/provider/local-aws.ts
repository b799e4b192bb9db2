/**
 * The local AWS as a Pulumi provider: strict about names and shapes, and changing its objects the way the real
 * provider changes AWS. Knows nothing of gRPC (grpc.ts) and keeps nothing but the store.
 */
import type { Faults } from "../faults";
import { invokes } from "../invokes";
import type { Making, Place, Row } from "../rows/row";
import type { Store } from "../store/store";
import { checkInputs } from "../types/check";
import { nearest } from "../../../refusal/nearest";
import type { Properties, TypeTable } from "../types/shape";
import { plain, plainAll, rewrapAll } from "../wire/secrets";
import { isValues, ResourceReference, Unknown, type Value, type Values } from "../wire/values";
import { Refusal, type Problem } from "../../../refusal/refusal";
import { providerConfig } from "./config";
import { differences, topLevel, type Change } from "./diff";
import { AwsError, PartialError } from "./errors";
import { derivedName } from "./name";

/** The account everything local lives in; the emulators' own. */
export const ACCOUNT = "123456789012";

export interface Parts {
  readonly table: TypeTable;
  readonly rows: ReadonlyMap<string, Row>;
  readonly store: Store;
  readonly faults: Faults;
}

interface Resource {
  readonly type: string;
  readonly inputs: Values;
}

export class LocalAws {
  private region = "";
  private defaultTags: Values = {};

  constructor(private readonly parts: Parts) {}

  checkConfig(raw: Values): Problem[] {
    const config = providerConfig(this.parts.table.provider, raw);
    const problems = checkInputs(this.parts.table, "the provider aws", this.parts.table.provider, config);
    if (config["region"] !== undefined || process.env["AWS_REGION"] !== undefined) return problems;
    const remedy = "run `pulumi config set aws:region <region>`";
    return [...problems, { property: "aws:region", rule: "given", got: "nothing", remedy }];
  }

  configure(raw: Values): void {
    const config = providerConfig(this.parts.table.provider, raw);
    const region = config["region"] ?? process.env["AWS_REGION"];
    this.region = typeof region === "string" ? region : "";
    const tags = isValues(config["defaultTags"] ?? null)
      ? (config["defaultTags"] as Values)["tags"]
      : undefined;
    this.defaultTags = tags !== undefined && isValues(tags) ? plainAll(tags) : {};
  }

  /** The inputs as they will be used, with a derived name where one is needed, and what is wrong with them. */
  check(urn: string, type: string, before: Values, inputs: Values, seed: Uint8Array): [Values, Problem[]] {
    const declared = this.inputsOf(type);
    if (declared === undefined) return [inputs, [unknownType(type, Object.keys(this.parts.table.resources))]];
    const problems = checkInputs(this.parts.table, type, declared, inputs);
    const name = this.parts.rows.get(type)?.autoName;
    if (name === undefined || inputs[name] !== undefined) return [inputs, problems];
    const kept = before[name];
    return [{ ...inputs, [name]: kept ?? derivedName(urn, seed) }, problems];
  }

  diff(type: string, before: Values, after: Values): Change[] {
    const row = this.parts.rows.get(type);
    const replaceOn = new Set(Object.keys(row?.replaceOn ?? {}));
    const changes = differences(before, after, new Set([...replaceOn, "region"]));
    return row?.update === "none" ? changes.map((change) => ({ ...change, replaces: true })) : changes;
  }

  /** What creating would give, for a preview: every output that is not an input is unknown. */
  previewCreate({ type, inputs }: Resource): Values {
    const outputs = this.parts.table.resources[type]?.outputs ?? [];
    return { ...Object.fromEntries(outputs.map((output) => [output, Unknown.value])), ...inputs };
  }

  async create({ type, inputs }: Resource): Promise<{ id: string; state: Values }> {
    const row = this.rowOf(type);
    const fault = await this.parts.faults.strike("create", type);
    if (fault === "fail") throw new AwsError("ServiceFailure", `the creation of ${type} was made to fail`);
    const making: Making = { inputs: settled(inputs), place: this.placeOf(inputs), changed: new Set() };
    const id = row.id(making);
    this.put(row, id, making);
    if (fault === "lost")
      throw new AwsError("RequestTimeout", `the answer to the creation of ${type} got lost`);
    const state = this.stateOf(row, id, inputs);
    if (fault === "partial") throw new PartialError(id, state, inputs, `${type} was made, its set-up failed`);
    return { id, state };
  }

  /** The object as AWS has it, or undefined where it is gone; secrets are marked where `state` has them. */
  async read(type: string, id: string, state: Values, inputs: Values): Promise<[Values, Values] | undefined> {
    const row = this.rowOf(type);
    if ((await this.parts.faults.strike("read", type)) !== undefined) {
      throw new AwsError("ServiceFailure", `reading ${type} was made to fail`);
    }
    const marked = { ...state, ...inputs };
    const object = this.parts.store.get(type, keyOf(row, id, marked));
    if (object === undefined) return undefined;
    // An import has no inputs yet: then everything the object has and a program could give is one.
    const names =
      Object.keys(inputs).length > 0 ? Object.keys(inputs) : Object.keys(this.inputsOf(type) ?? {});
    const found = names.flatMap((name) =>
      name in object.properties ? [[name, object.properties[name]]] : [],
    );
    return [
      this.stateOf(row, id, marked),
      { ...bookkeeping(inputs), ...rewrapAll(Object.fromEntries(found) as Values, marked) },
    ];
  }

  /** What updating would give, for a preview: what the row says moves is unknown. */
  previewUpdate({ type, inputs }: Resource, before: Values, state: Values): Values {
    const moves = this.parts.rows.get(type)?.moves?.(changedInputs(before, inputs), settled(inputs)) ?? [];
    return { ...state, ...inputs, ...Object.fromEntries(moves.map((output) => [output, Unknown.value])) };
  }

  async update({ type, inputs }: Resource, id: string, before: Values): Promise<Values> {
    const row = this.rowOf(type);
    const fault = await this.parts.faults.strike("update", type);
    if (fault === "fail") throw new AwsError("ServiceFailure", `the update of ${type} was made to fail`);
    const object = this.parts.store.get(type, keyOf(row, id, inputs));
    if (object === undefined) throw new AwsError("ResourceNotFoundException", `${type} ${id} does not exist`);
    const wanted = settled(inputs);
    const changed = changedInputs(before, inputs);
    const sent = row.update === "whole" ? wanted : pick(wanted, changed);
    const removed = [...changed].filter((name) => wanted[name] === undefined);
    const kept = Object.fromEntries(
      Object.entries(object.properties).filter(([name]) => !removed.includes(name)),
    );
    const merged = { ...kept, ...sent };
    this.put(row, id, { inputs: merged, place: this.placeOf(inputs), before: object.properties, changed });
    if (fault === "lost")
      throw new AwsError("RequestTimeout", `the answer to the update of ${type} got lost`);
    const state = this.stateOf(row, id, inputs);
    if (fault === "partial")
      throw new PartialError(id, state, inputs, `${type} was changed, its set-up failed`);
    return state;
  }

  /** Safe to repeat: what is gone is deleted. */
  async delete(type: string, id: string, state: Values): Promise<void> {
    const row = this.rowOf(type);
    const fault = await this.parts.faults.strike("delete", type);
    if (fault === "fail") throw new AwsError("ServiceFailure", `the deletion of ${type} was made to fail`);
    this.parts.store.remove(type, keyOf(row, id, state));
    if (fault === "lost")
      throw new AwsError("RequestTimeout", `the answer to the deletion of ${type} got lost`);
  }

  async invoke(token: string, args: Values): Promise<Values> {
    const declared = this.parts.table.functions[token];
    if (declared === undefined)
      throw new Refusal(unknownType(token, Object.keys(this.parts.table.functions)));
    const problems = checkInputs(this.parts.table, token, declared, args);
    if (problems.length > 0) throw new Refusal(...problems);
    const answer = invokes[token];
    if (answer === undefined) {
      const rule = `a function the local AWS answers (${Object.keys(invokes).join(", ")})`;
      throw new Refusal({ property: "function", rule, got: token, remedy: "add it to local/aws/invokes" });
    }
    if ((await this.parts.faults.strike("invoke", token)) !== undefined) {
      throw new AwsError("ServiceFailure", `${token} was made to fail`);
    }
    return answer(settled(args), this.placeOf(args), this.parts.store);
  }

  private put(row: Row, id: string, making: Making): void {
    const { inputs } = making;
    const declared = this.parts.table.resources[row.type]?.outputs ?? [];
    const common: Values = {};
    if (declared.includes("region")) common["region"] = making.place.region;
    if (declared.includes("tagsAll")) common["tagsAll"] = { ...this.defaultTags, ...tagsOf(inputs) };
    const properties = { ...inputs, ...common, ...row.computed(making, id) };
    const unique = row.unique === undefined ? undefined : `${row.type} ${row.unique.key(making)}`;
    if (this.parts.store.put({ type: row.type, key: keyOf(row, id, inputs), unique, properties })) return;
    const [code = "AlreadyExists", message] = (row.unique?.error ?? "").split(/: (.*)/s);
    throw new AwsError(code, message ?? `${row.unique?.key(making) ?? id} exists already`);
  }

  private stateOf(row: Row, id: string, marked: Values): Values {
    const object = this.parts.store.get(row.type, keyOf(row, id, marked));
    return rewrapAll(object?.properties ?? {}, marked);
  }

  private placeOf(inputs: Values): Place {
    const region = inputs["region"];
    const where = typeof region === "string" ? region : this.region;
    const partition = where.startsWith("cn-") ? "aws-cn" : where.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    return { account: ACCOUNT, region: where, partition };
  }

  private inputsOf(type: string): Properties | undefined {
    return this.parts.table.resources[type]?.inputs;
  }

  private rowOf(type: string): Row {
    const row = this.parts.rows.get(type);
    if (row !== undefined) return row;
    if (this.inputsOf(type) === undefined)
      throw new Refusal(unknownType(type, Object.keys(this.parts.table.resources)));
    const rule = "a type the local AWS creates";
    const remedy = "it can only be previewed here; add a row to local/aws/rows to create it";
    throw new Refusal({ property: "type", rule, got: type, remedy });
  }
}

/** Under which key the store holds an object: its identifier, and what that is unique within. */
function keyOf(row: Row, id: string, values: Values): string {
  return row.within === undefined ? id : `${String(plain(values[row.within] ?? ""))}/${id}`;
}

/** The inputs as AWS takes them: no secret marks, no bookkeeping of the engine's, a resource as its id. */
function settled(inputs: Values): Values {
  const entries = Object.entries(plainAll(inputs)).filter(([key]) => !key.startsWith("__"));
  return Object.fromEntries(entries.map(([key, value]) => [key, byId(value)]));
}

function byId(value: Value): Value {
  if (value instanceof ResourceReference) return value.id;
  if (Array.isArray(value)) return value.map(byId);
  if (!isValues(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, byId(entry)]));
}

function changedInputs(before: Values, after: Values): ReadonlySet<string> {
  return new Set(differences(before, after, new Set()).map((change) => topLevel(change.path)));
}

function bookkeeping(inputs: Values): Values {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key.startsWith("__")));
}

function pick(values: Values, names: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

function tagsOf(inputs: Values): Values {
  const tags = inputs["tags"];
  return tags !== undefined && isValues(tags) ? tags : {};
}

function unknownType(token: string, known: readonly string[]): Problem {
  const near = nearest(token, known);
  const remedy = near === undefined ? "check its spelling" : `did you mean ${near}?`;
  return { property: "type", rule: "a type or function of the installed @pulumi/aws", got: token, remedy };
}
