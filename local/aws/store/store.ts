/**
 * What exists in the local AWS: one append-only file, a line for every change, written before the change is
 * answered. A process killed at any point loses nothing it has answered; several processes may share the file.
 */
import { randomUUID } from "node:crypto";
import { appendFileSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync } from "node:fs";
import { dirname } from "node:path";
import { Refusal, shown } from "../../../refusal/refusal";
import { fromJson, toJson, type Json, type Values } from "../../../wire/values";

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

type Line = ObjectLine | { op: "remove"; type: string; key: string };

interface ObjectLine {
  /** `create` counts only where there is no such object yet. */
  op: "create" | "put";
  type: string;
  key: string;
  unique?: string | undefined;
  properties: Json;
  /** Different for every line, so that its writer sees whether it counted. */
  line: string;
}

export class Store {
  private readonly objects = new Map<string, CloudObject>();
  private readonly holders = new Map<string, string>();
  private offset = 0;

  /** @throws Refusal when the file cannot be written */
  constructor(readonly path: string) {
    this.writing(() => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if (!existsSync(path)) appendFileSync(path, "", { mode: 0o600 });
    });
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

  /** Makes an object; false when it exists or another has its `unique` (nothing is changed then). */
  create(object: CloudObject): boolean {
    return this.write("create", object);
  }

  /** Makes or changes an object; false when another object has its `unique` (nothing is changed then). */
  put(object: CloudObject): boolean {
    return this.write("put", object);
  }

  remove(type: string, key: string): void {
    this.append({ op: "remove", type, key });
    this.refresh();
  }

  private write(op: ObjectLine["op"], { type, key, unique, properties }: CloudObject): boolean {
    const line = randomUUID();
    this.append({ op, type, key, unique, properties: toJson(properties), line });
    // Another process may have been first: the order in the file decides, for everyone alike.
    return this.refresh().has(line);
  }

  /** A line begins with a line break too, so that one torn by a kill cannot spoil the next. */
  private append(line: Line): void {
    this.writing(() => {
      appendFileSync(this.path, `\n${JSON.stringify(line)}\n`);
    });
  }

  private writing(write: () => void): void {
    try {
      write();
    } catch (error) {
      const { code = "unknown error" } = error as NodeJS.ErrnoException;
      const got = `${shown(this.path)} (${code})`;
      const remedy = "make room for it, or name another";
      throw new Refusal({ property: STORE_VARIABLE, rule: "a file that can be written", got, remedy });
    }
  }

  /** Takes in what was written since, by us or by another process; gives the lines that counted. */
  private refresh(): Set<string> {
    const file = openSync(this.path, "r");
    try {
      const buffer = Buffer.alloc(Math.max(0, fstatSync(file).size - this.offset));
      const read = readSync(file, buffer, 0, buffer.length, this.offset);
      const end = buffer.subarray(0, read).lastIndexOf("\n") + 1;
      this.offset += end;
      const texts = buffer.toString("utf8", 0, end).split("\n");
      return new Set(texts.flatMap((text) => this.take(text) ?? []));
    } finally {
      closeSync(file);
    }
  }

  /** Gives the line that made or changed an object; undefined when none did. */
  private take(text: string): string | undefined {
    const line = parseLine(text);
    if (line === undefined) return undefined;
    const name = nameOf(line.type, line.key);
    const before = this.objects.get(name);
    if (line.op !== "remove") {
      const { type, key, unique } = line;
      if (line.op === "create" && before !== undefined) return undefined;
      if (unique !== undefined && (this.holders.get(unique) ?? name) !== name) return undefined;
      if (before?.unique !== undefined) this.holders.delete(before.unique);
      if (unique !== undefined) this.holders.set(unique, name);
      const properties = fromJson(line.properties) as Values;
      this.objects.set(name, { type, key, unique, properties });
      return line.line;
    }
    if (before?.unique !== undefined) this.holders.delete(before.unique);
    this.objects.delete(name);
    return undefined;
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
