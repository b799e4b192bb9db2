/**
 * The local AWS's objects in the emulator: made, changed and removed there as they are here, under the same ids, so that
 * whoever asks either finds the same. Types that the emulator does not have stay the local AWS's own.
 */
import type { Values } from "../../wire/values";
import { Clients } from "./clients";
import { differing, type Difference } from "./compare";
import type { Mirror, Mirrored } from "./mirrored";
import { mirrored } from "./table";
import { allParameters } from "./types/ssm";

/** An object of the local AWS. */
export interface Mirrorable extends Mirror {
  readonly type: string;
}

/** Where what has no region is asked for. */
const NOWHERE = "us-east-1";

export class Emulator {
  private readonly clients: Clients;

  /** @param endpoint - of moto, `http://127.0.0.1:<port>` */
  constructor(
    endpoint: string,
    private readonly types: ReadonlyMap<string, Mirrored> = mirrored,
  ) {
    this.clients = new Clients(endpoint, NOWHERE);
  }

  has(type: string): boolean {
    return this.types.has(type);
  }

  /** @throws the emulator's error where it refuses, as for what is there already */
  async create(object: Mirrorable): Promise<void> {
    const type = this.types.get(object.type);
    await type?.create(this.at(object), object);
  }

  /** Sends nothing but what is in `sent`, the names of properties: the rest may be somebody else's. */
  async update(object: Mirrorable, sent: ReadonlySet<string>, before: Values): Promise<void> {
    await this.types.get(object.type)?.update(this.at(object), object, sent, before);
  }

  /** Safe to repeat: what is gone is removed. */
  async remove(object: Mirrorable): Promise<void> {
    const type = this.types.get(object.type);
    await orGone(type, () => type?.remove(this.at(object), object));
  }

  /** What the emulator holds of it; undefined where it has gone, nothing where it is of no type the emulator has. */
  async read(object: Mirrorable): Promise<Values | undefined> {
    const type = this.types.get(object.type);
    return type === undefined ? {} : orGone(type, () => type.read(this.at(object), object));
  }

  /** All parameters of a region, those that nobody declared among them: what a release has recorded. */
  parameters(region: string): Promise<Values[]> {
    return allParameters(this.clients.in(region));
  }

  /** In what the emulator differs from the local AWS, for everything that is to be in both. */
  async differences(objects: readonly Mirrorable[]): Promise<Difference[]> {
    const found: Difference[] = [];
    for (const object of objects) {
      const { type, id, properties } = object;
      const held = await this.read(object);
      if (held === undefined) found.push({ type, id, expected: properties, held: null });
      else
        for (const property of differing(properties, held))
          found.push({
            type,
            id,
            property,
            expected: properties[property] ?? null,
            held: held[property] ?? null,
          });
    }
    return found;
  }

  /**
   * Makes in an emulator what it has not yet, as after a start. What needs another thing first is tried again after
   * that.
   *
   * @throws the first error of a round in which nothing could be made
   */
  async restore(objects: readonly Mirrorable[]): Promise<void> {
    let left: readonly Mirrorable[] = objects;
    while (left.length > 0) {
      const failed: { readonly object: Mirrorable; readonly error: unknown }[] = [];
      for (const object of left) {
        try {
          const isUntold = this.types.get(object.type)?.untold === true;
          if (isUntold || (await this.read(object)) === undefined) await this.create(this.again(object));
        } catch (error) {
          failed.push({ object, error });
        }
      }
      if (failed.length === left.length) throw failed[0]?.error;
      left = failed.map(({ object }) => object);
    }
  }

  private again(object: Mirrorable): Mirrorable {
    return { ...object, ...this.types.get(object.type)?.again?.(object) };
  }

  private at({ properties }: Mirrorable): Clients {
    const { region } = properties;
    return typeof region === "string" ? this.clients.in(region) : this.clients;
  }
}

async function orGone<T>(
  type: Mirrored | undefined,
  ask: () => Promise<T> | undefined,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && type?.gone.includes(error.name) === true) return undefined;
    throw error;
  }
}
