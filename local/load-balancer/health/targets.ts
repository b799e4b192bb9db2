/** The targets of all groups: who may get a request, and how each one is. */
import type { Declared } from "../model";
import { usedGroups } from "../model";
import { notRegistered, type Health } from "./health";
import { Target, type TargetOptions } from "./target";

/** How a target is, as DescribeTargetHealth tells it. */
export interface TargetHealth {
  readonly id: string;
  readonly port: number;
  readonly healthCheckPort: number;
  readonly state: Health["state"];
  readonly reason?: string;
  readonly description?: string;
}

export class Targets {
  private readonly groups = new Map<string, Map<string, Target>>();

  constructor(private readonly options: TargetOptions) {}

  /** Takes in who is registered now; who no longer is drains, or is gone at once where nothing was sent to him. */
  declare({ loadBalancers, targetGroups, targets }: Declared): void {
    const used = usedGroups(loadBalancers);
    for (const arn of this.groups.keys()) if (!targetGroups.has(arn)) this.forget(arn);
    for (const [arn, group] of targetGroups) {
      const members = this.groups.get(arn) ?? new Map<string, Target>();
      this.groups.set(arn, members);
      const registered = new Map((targets.get(arn) ?? []).map((one) => [keyOf(one), one]));
      for (const [key, one] of registered) {
        const target = members.get(key) ?? new Target(one.id, one.port, group, this.options);
        members.set(key, target);
        target.registered(group, used.has(arn), one);
      }
      for (const [key, target] of members) {
        if (registered.has(key) || target.health.state === "draining") continue;
        if (target.health.state !== "unused") target.drain(() => members.delete(key));
        else {
          target.end();
          members.delete(key);
        }
      }
    }
  }

  /**
   * Who may get a request: the healthy; where nobody is, all that failed their checks. A target whose first checks are
   * not over gets none.
   */
  pool(group: string): Target[] {
    const members = [...(this.groups.get(group)?.values() ?? [])];
    const healthy = members.filter(({ health }) => health.state === "healthy");
    return healthy.length > 0 ? healthy : members.filter(isLastResort);
  }

  /** How the targets of a group are, or those asked for; undefined when there is no such group. */
  health(
    group: string,
    asked: readonly { id: string; port?: number | undefined }[] = [],
  ): TargetHealth[] | undefined {
    const members = this.groups.get(group);
    if (members === undefined) return undefined;
    const all = [...members.values()];
    if (asked.length === 0) return all.map(told);
    return asked.flatMap(({ id, port }) => {
      const found = all.filter((one) => one.id === id && (port ?? one.port) === one.port);
      const at = port ?? all[0]?.port ?? 80;
      return found.length > 0 ? found.map(told) : [{ id, port: at, healthCheckPort: at, ...notRegistered }];
    });
  }

  /** Stops all checks and gives up all requests. */
  close(): void {
    for (const arn of [...this.groups.keys()]) this.forget(arn);
  }

  private forget(arn: string): void {
    for (const target of this.groups.get(arn)?.values() ?? []) target.end();
    this.groups.delete(arn);
  }
}

/** Where nobody is healthy; also one whose group no rule names any more, while a node still goes by the old rule. */
function isLastResort({ health }: Target): boolean {
  return health.state === "unhealthy" || health.reason === "Target.NotInUse";
}

function keyOf({ id, port }: { id: string; port: number }): string {
  return `${id}:${port}`;
}

function told(target: Target): TargetHealth {
  const { id, port, health } = target;
  const { state, reason, description } = health;
  const why = reason === undefined || description === undefined ? {} : { reason, description };
  return { id, port, healthCheckPort: target.healthCheckPort(), state, ...why };
}
