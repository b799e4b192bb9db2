/**
 * The store and the emulator beside it, where there is one: what is made here is made there too, or neither; what was
 * changed there since, by a release, is seen here before anything is read or changed.
 */
import type { Emulator, Mirrorable } from "../../mirror/emulator";
import { differing } from "../../mirror/compare";
import type { CloudObject, Store } from "../store/store";
import { AwsError } from "./errors";
import type { Values } from "../../../wire/values";

/** Which object: its type, the identifier a state knows it by, its key in the store. */
export interface Which {
  readonly type: string;
  readonly id: string;
  readonly key: string;
}

export class Beside {
  constructor(
    private readonly store: Store,
    private readonly emulator: Emulator | undefined,
  ) {}

  /** The object as it is now: what the emulator has otherwise is taken over, and what has gone there is gone. */
  async current(which: Which): Promise<CloudObject | undefined> {
    const object = this.store.get(which.type, which.key);
    if (object === undefined || this.emulator?.has(which.type) !== true) return object;
    const { emulator } = this;
    const held = await answered(() => emulator.read(mirrorable(which, object)));
    if (held === undefined) {
      this.store.remove(which.type, which.key);
      return undefined;
    }
    const changed = differing(object.properties, held);
    if (changed.length === 0) return object;
    const properties = { ...object.properties, ...withTags(object.properties, held, changed) };
    this.store.put({ ...object, properties });
    return { ...object, properties };
  }

  /**
   * Runs `put`, which makes the object or, where `sent` names what is sent of it, changes it, and has the emulator
   * follow. Where that refuses, nothing has happened.
   */
  async put(which: Which, put: () => void, sent?: ReadonlySet<string>): Promise<void> {
    const before = this.store.get(which.type, which.key);
    put();
    const { emulator } = this;
    const after = this.store.get(which.type, which.key);
    if (emulator === undefined || after === undefined) return;
    const object = mirrorable(which, after);
    try {
      await answered(() =>
        sent === undefined || before === undefined
          ? emulator.create(object)
          : emulator.update(object, sent, before.properties),
      );
    } catch (error) {
      if (before === undefined) this.store.remove(which.type, which.key);
      else this.store.put(before);
      throw error;
    }
  }

  async remove(which: Which): Promise<void> {
    const { emulator } = this;
    const object = this.store.get(which.type, which.key);
    if (emulator !== undefined && object !== undefined)
      await answered(() => emulator.remove(mirrorable(which, object)));
    this.store.remove(which.type, which.key);
  }
}

function mirrorable({ type, id }: Which, { properties }: CloudObject): Mirrorable {
  return { type, id, properties };
}

/** Tags are among all tags; those of the provider's configuration stay out of the program's own. */
function withTags(properties: Values, held: Values, changed: readonly string[]): Values {
  const taken: Values = Object.fromEntries(changed.map((name) => [name, held[name] ?? null]));
  const { tags, tagsAll } = properties;
  if (!changed.includes("tagsAll") || tags === undefined) return taken;
  const ofProvider = Object.keys((tagsAll ?? {}) as Values).filter(
    (key) => !Object.hasOwn(tags as Values, key),
  );
  const own = Object.entries((held["tagsAll"] ?? {}) as Values).filter(([key]) => !ofProvider.includes(key));
  return { ...taken, tags: Object.fromEntries(own) };
}

async function answered<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    if (code === "ECONNREFUSED" || code === "ECONNRESET" || name === "TimeoutError")
      throw new AwsError(
        "EmulatorUnreachable",
        `the emulator does not answer (${code ?? name}); start it again`,
      );
    throw new AwsError(name, message);
  }
}
