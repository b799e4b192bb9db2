/** A stack's state as `pulumi stack export` gives it, as far as a repair reads it; the rest is passed on untouched. */
import type { Json } from "../../wire/values";
import { logicalName } from "../../wire/urn";

/** A resource as the state, an interrupted operation or a preview has it. */
export interface Recorded {
  readonly urn: string;
  readonly type: string;
  /** Whether a provider makes it; components are not custom. */
  readonly custom?: boolean;
  readonly id?: string;
  readonly parent?: string;
  /** `<urn>::<id>` of its provider. */
  readonly provider?: string;
  readonly inputs?: Readonly<Record<string, Json>>;
  readonly outputs?: Readonly<Record<string, Json>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** The resource whose deletion deletes this one. */
  readonly deletedWith?: string;
  /** Whether it was replaced and waits to be deleted. */
  readonly delete?: boolean;
  /** Whether it was deleted to be replaced. */
  readonly pendingReplacement?: boolean;
}

/** An operation that had begun and whose end the engine did not see. */
export interface Pending {
  readonly type: "creating" | "updating" | "deleting" | "reading" | "importing";
  readonly resource: Recorded;
}

/** An exported stack. */
export interface ExportedStack {
  readonly deployment: {
    readonly resources?: readonly Recorded[];
    readonly pending_operations?: readonly Pending[];
  };
}

/** `aws:iam/role:Role web`: the type and the program's name for it. */
export function titleOf({ type, urn }: Pick<Recorded, "type" | "urn">): string {
  return `${type} ${logicalName(urn)}`;
}
