/** How rules reach the nodes: each hears of a change some time later than the store, and never goes back to an older one. */
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../clock/clock";
import type { LoadBalancer } from "../model";
import type { Random } from "../../random";
import type { View } from "./view";

export class Propagation {
  private version = 0;
  private latest: readonly LoadBalancer[] = [];
  private readonly onTheWay = new Set<() => void>();

  constructor(
    private readonly views: readonly View[],
    private readonly clock: Clock,
    private readonly random: Random,
    /** The longest a change is on its way to a node; 0 for at once. */
    private readonly mostSeconds: number,
  ) {}

  declare(loadBalancers: readonly LoadBalancer[]): void {
    if (isDeepStrictEqual(loadBalancers, this.latest)) return;
    const version = ++this.version;
    this.latest = loadBalancers;
    for (const view of this.views) {
      view.takeNew(loadBalancers);
      const delay = this.random() * this.mostSeconds * 1000;
      if (delay === 0) view.take(loadBalancers, version);
      else this.send(view, version, delay);
    }
  }

  close(): void {
    for (const callOff of this.onTheWay) callOff();
  }

  private send(view: View, version: number, delay: number): void {
    const loadBalancers = this.latest;
    const callOff = this.clock.after(delay, () => {
      this.onTheWay.delete(callOff);
      view.take(loadBalancers, version);
    });
    this.onTheWay.add(callOff);
  }
}
