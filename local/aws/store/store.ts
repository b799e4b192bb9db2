/**
 * What exists in the local AWS: one append-only file, a line for every change, written before the change is
 * answered. A process killed at any point loses nothing it has answered; several processes may share the file.
 */
import { appendFileSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { fromJson, toJson, type Json, type Values } from "../wire/values";

/** Names the file of the store in the environment of the provider. */
export const STORE_VARIABLE = "MULTISTAGE_LOCAL_STORE";

export interface CloudObject {
  readonly type: string;
  /** What identifies it among its type. */
  readonly key: string;
  /** What no other object may have, e.g. `role:guestbook-dev-web`; the earlier one in the file keeps it. */
  readonly unique?: string | undefined;
  /** The object as AWS holds it: plain values, no secret marks. */
  readonly properties: Values;
}

type Line =
  | { op: "put"; type: string; key: string; unique?: string; properties: Json }
  | { op: "remove"; type: string; key: string };

export class Store {
  private readonly objects = new Map<string, CloudObject>();
  private readonly holders = new Map<string, string>();
  private offset = 0;

  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (!existsSync(path)) appendFileSync(path, "", { mode: 0o600 });
  }

  /** Every object, or every one of a type, in the order in which they were made. */
  list(type?: string): CloudObject[] {
    this.refresh();
    return [...this.objects.values()].filter((object) => type === undefined || object.type === type);
  }

  get(type: string, key: string): CloudObject | undefined {
    this.refresh();
    return this.objects.get(nameOf(type, key));
  }

  /** Makes or changes an object; false when another object has its `unique` (nothing is changed then). */
  put(object: CloudObject): boolean {
    const { type, key, unique } = object;
    this.refresh();
    if (unique !== undefined && (this.holders.get(unique) ?? nameOf(type, key)) !== nameOf(type, key))
      return false;
    const properties = toJson(object.properties);
    this.append({ op: "put", type, key, ...(unique === undefined ? {} : { unique }), properties });
    this.refresh(); // another process may have been first: the order in the file decides, for everyone alike
    return this.objects.has(nameOf(type, key));
  }

  remove(type: string, key: string): void {
    this.append({ op: "remove", type, key });
    this.refresh();
  }

  /** A line begins with a line break too, so that one torn by a kill cannot spoil the next. */
  private append(line: Line): void {
    appendFileSync(this.path, `\n${JSON.stringify(line)}\n`);
  }

  /** Takes in what was written since, by us or by another process. */
  private refresh(): void {
    const file = openSync(this.path, "r");
    try {
      const buffer = Buffer.alloc(Math.max(0, fstatSync(file).size - this.offset));
      const read = readSync(file, buffer, 0, buffer.length, this.offset);
      const end = buffer.subarray(0, read).lastIndexOf("\n") + 1;
      this.offset += end;
      for (const text of buffer.toString("utf8", 0, end).split("\n")) this.take(text);
    } finally {
      closeSync(file);
    }
  }

  private take(text: string): void {
    const line = parseLine(text);
    if (line === undefined) return;
    const name = nameOf(line.type, line.key);
    const before = this.objects.get(name);
    if (line.op === "put") {
      const { type, key, unique } = line;
      if (unique !== undefined && (this.holders.get(unique) ?? name) !== name) return;
      if (before?.unique !== undefined) this.holders.delete(before.unique);
      if (unique !== undefined) this.holders.set(unique, name);
      this.objects.set(name, { type, key, unique, properties: fromJson(line.properties) as Values });
    } else {
      if (before?.unique !== undefined) this.holders.delete(before.unique);
      this.objects.delete(name);
    }
  }
}

function nameOf(type: string, key: string): string {
  return `${type} ${key}`;
}

/** Undefined for what is no line: a blank, or the torn end of a killed process, which nobody was answered. */
function parseLine(text: string): Line | undefined {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
