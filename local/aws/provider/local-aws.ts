/**
 * The local AWS as a Pulumi provider: strict about names and shapes, and changing its objects the way the real
 * provider changes AWS. Knows nothing of gRPC (grpc.ts) and keeps nothing but the store.
 */
import type { Making, Row } from "../rows/row";
import { checkInputs } from "../types/check";
import type { Properties } from "../types/shape";
import { rewrapAll } from "../../../wire/secrets";
import { Unknown, type Values } from "../../../wire/values";
import { Refusal, type Problem } from "../../../refusal/refusal";
import { providerConfig, regionOf } from "./config";
import { allAsGiven } from "./as-given";
import { Beside, type Which } from "./beside";
import { Configured } from "./configured";
import { differences, topLevel, type Change } from "./diff";
import { AwsError, PartialError, uncreated, unknownType } from "./errors";
import { byIds, changedInputs, isBookkeeping, pick, settled } from "./inputs";
import { invoke } from "./invoke";
import { importedId, keyOf } from "./keys";
import type { Found, Resource } from "./resource";
import { named } from "./name";
import type { Parts } from "./parts";
import { deletesFirst, replacing } from "./replacing";

export class LocalAws {
  private configured: Configured;
  private readonly beside: Beside;

  constructor(private readonly parts: Parts) {
    this.beside = new Beside(parts.store, parts.emulator);
    this.configured = this.configuredWith({}, {});
  }

  checkConfig(raw: Values): Problem[] {
    const config = providerConfig(this.parts.table.provider, raw);
    const problems = checkInputs(this.parts.table, "the provider aws", this.parts.table.provider, config);
    if (config["region"] instanceof Unknown || regionOf(config, process.env) !== undefined) return problems;
    const remedy = "run `pulumi config set aws:region <region>`";
    return [...problems, { property: "aws:region", rule: "given", got: "nothing", remedy }];
  }

  configure(raw: Values): void {
    this.configured = this.configuredWith(providerConfig(this.parts.table.provider, raw), process.env);
  }

  /** The inputs as they will be used, with a derived name where one is needed, and what is wrong with them. */
  check(urn: string, type: string, before: Values, inputs: Values, seed: Uint8Array): [Values, Problem[]] {
    const declared = this.inputsOf(type);
    if (declared === undefined) return [inputs, [unknownType(type, Object.keys(this.parts.table.resources))]];
    const problems = checkInputs(this.parts.table, type, declared, inputs);
    const [row, taken] = [this.parts.rows.get(type), byIds(inputs)];
    return [row === undefined ? taken : named(row, urn, before, taken, seed), problems];
  }

  /** Whether a replacement by these changes has to delete first. */
  deletesFirst(type: string, after: Values, changes: readonly Change[]): boolean {
    return deletesFirst(this.parts.rows.get(type), after, changes);
  }

  /**
   * What an update would change. A property that is given as AWS would fill it in anyway, or left out again, makes no
   * difference to `state`, so it is none; other default tags, or another region of the provider, are one.
   */
  diff(type: string, before: Values, after: Values, state: Values): Change[] {
    const row = this.parts.rows.get(type);
    const changes = differences(before, after, replacing(row, before, after));
    if (row === undefined) return changes;
    const changed = changedInputs(before, after);
    const making = { ...this.configured.making(after), before: state, changed };
    const moving = changedInputs(state, { ...after, ...this.filledIn(row, "", making) });
    const real = changes.filter(({ path }) => moving.has(topLevel(path)));
    const has = (name: string): boolean => real.some(({ path }) => topLevel(path) === name);
    if (moving.has("region") && !has("region")) real.push({ path: "region", kind: "update", replaces: true });
    if (moving.has("tagsAll") && !has("tags"))
      real.push({ path: "tagsAll", kind: "update", replaces: false });
    return row.update === "none" ? real.map((change) => ({ ...change, replaces: true })) : real;
  }

  /** What creating would give, for a preview: every output that is not an input is unknown. */
  previewCreate({ type, inputs }: Resource): Values {
    return {
      ...Object.fromEntries(this.outputsOf(type).map((output) => [output, Unknown.value])),
      ...inputs,
    };
  }

  async create({ type, inputs }: Resource): Promise<{ id: string; state: Values }> {
    const row = this.rowOf(type);
    const fault = await this.parts.faults.strike("create", type);
    if (fault?.then === "fail")
      throw new AwsError("ServiceFailure", `the creation of ${type} was made to fail`);
    const making = this.configured.making(inputs);
    const id = row.id(making);
    await this.beside.put(this.which(row, id, inputs), () => {
      this.put(row, id, making);
    });
    await this.parts.faults.answer(fault);
    if (fault?.then === "lost")
      throw new AwsError("RequestTimeout", `the answer to the creation of ${type} got lost`);
    const state = this.stateOf(row, id, inputs);
    if (fault?.then === "partial")
      throw new PartialError(id, state, inputs, `${type} was made, its set-up failed`);
    return { id, state };
  }

  /** The object as AWS has it, or undefined where it is gone; secrets are marked where `state` has them. */
  async read(type: string, given: string, state: Values, inputs: Values): Promise<Found | undefined> {
    const row = this.rowOf(type);
    if ((await this.parts.faults.strike("read", type)) !== undefined) {
      throw new AwsError("ServiceFailure", `reading ${type} was made to fail`);
    }
    // An import knows nothing but the id: then everything the object has and a program could give is an input.
    const isImport = Object.keys(inputs).length === 0 && Object.keys(state).length === 0;
    const { id, owners } = isImport ? importedId(row, given) : { id: given, owners: {} };
    const marked = { ...owners, ...state, ...inputs };
    const object = await this.beside.current(this.which(row, id, marked));
    if (object === undefined) return undefined;
    const names = isImport ? (this.inputsOf(type) ?? {}) : inputs;
    const actual = pick(object.properties, (name) => Object.hasOwn(names, name));
    const making = this.configured.making(inputs);
    const expected = isImport ? {} : { ...making.inputs, ...this.filledIn(row, id, making) };
    const found = allAsGiven(making.inputs, expected, actual);
    const bookkeeping = pick(inputs, isBookkeeping);
    return {
      id,
      state: this.stateOf(row, id, marked),
      inputs: { ...bookkeeping, ...rewrapAll(found, marked) },
    };
  }

  /** What updating would give, for a preview: what the row says moves is unknown. */
  previewUpdate({ type, inputs }: Resource, before: Values, state: Values): Values {
    const row = this.parts.rows.get(type);
    const changed = changedInputs(before, inputs);
    const moves = row?.moves?.(changed, settled(inputs)) ?? [];
    const filledIn =
      row === undefined
        ? {}
        : this.filledIn(row, "", { ...this.configured.making(inputs), before: state, changed });
    return {
      ...pick(state, (name) => !changed.has(name)),
      ...rewrapAll(
        pick(filledIn, (name) => changed.has(name) || name === "tagsAll"),
        this.configured.marks(inputs),
      ),
      ...inputs,
      ...Object.fromEntries(moves.map((output) => [output, Unknown.value])),
    };
  }

  async update({ type, inputs }: Resource, id: string, before: Values, state: Values): Promise<Values> {
    const row = this.rowOf(type);
    const fault = await this.parts.faults.strike("update", type);
    if (fault?.then === "fail")
      throw new AwsError("ServiceFailure", `the update of ${type} was made to fail`);
    const where = pick(state, (name) => name === "region");
    const which = this.which(row, id, { ...where, ...inputs });
    const object = await this.beside.current(which);
    if (object === undefined) throw new AwsError("ResourceNotFoundException", `${type} ${id} does not exist`);
    const changed = changedInputs(before, inputs);
    const declared = this.inputsOf(type) ?? {};
    const isWhole = row.update === "whole" && [...changed].some((name) => name !== "tags");
    const sent = (name: string): boolean => (isWhole ? Object.hasOwn(declared, name) : changed.has(name));
    const making = this.configured.making({ ...where, ...inputs });
    const merged = { ...pick(object.properties, (name) => !sent(name)), ...pick(making.inputs, sent) };
    const put = (): void => {
      this.put(row, id, { ...making, inputs: merged, before: object.properties, changed });
    };
    await this.beside.put(which, put, new Set(Object.keys(declared).filter(sent)));
    await this.parts.faults.answer(fault);
    if (fault?.then === "lost")
      throw new AwsError("RequestTimeout", `the answer to the update of ${type} got lost`);
    const updated = this.stateOf(row, id, { ...where, ...inputs });
    if (fault?.then === "partial")
      throw new PartialError(id, updated, inputs, `${type} was changed, its set-up failed`);
    return updated;
  }

  /** Safe to repeat: what is gone is deleted. */
  async delete(type: string, id: string, state: Values): Promise<void> {
    const row = this.rowOf(type);
    const fault = await this.parts.faults.strike("delete", type);
    if (fault?.then === "fail")
      throw new AwsError("ServiceFailure", `the deletion of ${type} was made to fail`);
    const which = this.which(row, id, state);
    const object = this.parts.store.get(type, which.key);
    const refusal = object && row.keeps?.(object, (other) => this.parts.store.list(other));
    if (refusal !== undefined) throw AwsError.saying(refusal);
    await this.beside.remove(which);
    await this.parts.faults.answer(fault);
    if (fault?.then === "lost")
      throw new AwsError("RequestTimeout", `the answer to the deletion of ${type} got lost`);
  }

  invoke(token: string, args: Values): Promise<Values> {
    return invoke(this.parts, this.configured.making(args), token, args);
  }

  private put(row: Row, id: string, making: Making): void {
    const { inputs } = making;
    const refusal = row.refuses?.(making);
    if (refusal !== undefined) throw AwsError.saying(refusal);
    const properties = { ...inputs, ...this.filledIn(row, id, making) };
    const held = row.unique?.key(making);
    const unique = held === undefined ? undefined : `${row.type} ${held}`;
    const key = this.keyOf(row, id, { ...inputs, region: making.place.region });
    const object = { type: row.type, key, unique, properties };
    // What nothing keeps unique is overwritten, as AWS does (PutRolePolicy).
    const isNew = making.before === undefined && unique !== undefined;
    if (isNew ? this.parts.store.create(object) : this.parts.store.put(object)) return;
    throw AwsError.saying(row.unique?.error ?? `AlreadyExists: ${id} exists already`);
  }

  private configuredWith(config: Values, env: NodeJS.ProcessEnv): Configured {
    return new Configured(config, env, (type) => this.parts.store.list(type));
  }

  private filledIn(row: Row, id: string, making: Making): Values {
    return this.configured.filledIn(row, this.outputsOf(row.type), id, making);
  }

  private keyOf(row: Row, id: string, values: Values): string {
    const isRegional = this.outputsOf(row.type).includes("region");
    return keyOf(row, id, values, isRegional ? this.configured.making(values).place.region : undefined);
  }

  private which(row: Row, id: string, values: Values): Which {
    return { type: row.type, id, key: this.keyOf(row, id, values) };
  }

  private stateOf(row: Row, id: string, marked: Values): Values {
    const object = this.parts.store.get(row.type, this.keyOf(row, id, marked));
    return rewrapAll(object?.properties ?? {}, this.configured.marks(marked));
  }

  private outputsOf(type: string): readonly string[] {
    return this.parts.table.resources[type]?.outputs ?? [];
  }

  private inputsOf(type: string): Properties | undefined {
    return this.parts.table.resources[type]?.inputs;
  }

  private rowOf(type: string): Row {
    const row = this.parts.rows.get(type);
    if (row !== undefined) return row;
    if (this.inputsOf(type) === undefined)
      throw new Refusal(unknownType(type, Object.keys(this.parts.table.resources)));
    throw new Refusal(uncreated(type));
  }
}
