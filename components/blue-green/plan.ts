/** What every part of a service is made from, and how its parts are named. */
import type * as pulumi from "@pulumi/pulumi";
import type { Identity } from "../../naming/identity";
import { logicalName, type ResourceIdentity } from "../../naming/names";
import { tags } from "../../naming/tags";
import type { BlueGreenServiceArgs } from "./blue-green-service";
import type { Colour } from "../../naming/colours";
import type { ResolvedBlueGreen } from "./resolve";

export interface Plan {
  readonly parent: pulumi.Resource;
  /** The component's logical name, with which those of its parts begin. */
  readonly name: string;
  readonly identity: Identity & { service: string };
  readonly args: BlueGreenServiceArgs;
  readonly settings: ResolvedBlueGreen;
  /** What is registered of the service, as JSON text; undefined before the first `up`. */
  readonly registration: pulumi.Output<string | undefined>;
  /** The one of the settings, once it is known to be the one that is registered. */
  readonly port: pulumi.Output<number>;
}

export interface Part {
  readonly logicalName: string;
  readonly identity: ResourceIdentity;
  readonly tags: Record<string, string>;
}

/** A part by its role, and its colour where it exists once for each. */
export function partOf({ name, identity, args }: Plan, role: string, colour?: Colour): Part {
  const own: ResourceIdentity = colour === undefined ? { ...identity, role } : { ...identity, role, colour };
  return {
    logicalName: logicalName(name, role, colour),
    identity: own,
    tags: tags(own, args.ownership),
  };
}
