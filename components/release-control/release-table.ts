/** The table of release records: who holds a service, and what was released, when, by whom. */
import * as dynamodb from "@pulumi/aws/dynamodb";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import type { ReleaseControlArgs } from "./release-control";

export function createReleaseTable(
  parent: pulumi.Resource,
  name: string,
  { identity, ownership }: ReleaseControlArgs,
  protection: boolean,
): dynamodb.Table {
  const own = { ...identity, role: "releases" };
  return new dynamodb.Table(
    `${name}-releases`,
    {
      name: physicalName("aws:dynamodb/table:Table", own),
      billingMode: "PAY_PER_REQUEST",
      hashKey: "service",
      rangeKey: "record",
      attributes: [
        { name: "service", type: "S" },
        { name: "record", type: "S" },
      ],
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: protection,
      tags: tags(own, ownership),
    },
    { parent, protect: protection },
  );
}
