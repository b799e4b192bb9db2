/** What every part of a network is made with, and how its parts are named. */
import type * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { logicalName, type ResourceIdentity } from "../../naming/names";
import { tags } from "../../naming/tags";

export interface Plan {
  readonly parent: pulumi.Resource;
  /** The component's logical name, with which those of its parts begin. */
  readonly name: string;
  readonly identity: Identity;
  readonly ownership: Ownership;
}

export interface Part {
  readonly logicalName: string;
  readonly identity: ResourceIdentity;
  readonly tags: Record<string, string>;
}

/** A part by its role. */
export function partOf({ name, identity, ownership }: Plan, role: string): Part {
  const own = { ...identity, role };
  return { logicalName: logicalName(name, role), identity: own, tags: tags(own, ownership) };
}
