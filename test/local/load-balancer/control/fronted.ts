/** For the tests of the calling `describe`: a control front before a data plane, and SDK clients that call it. */
import {
  startControlFront,
  type ControlFront,
  type ControlFrontOptions,
} from "../../../../local/load-balancer/control/front";
import type { DataPlane } from "../../../../local/load-balancer/data-plane";
import { balanced } from "../balanced";
import { Declaring } from "../declared";

export function fronted() {
  const world = balanced();
  const open: ControlFront[] = [];
  const said: string[] = [];
  afterEach(async () => {
    said.length = 0;
    await Promise.all(open.splice(0).map((front) => front.close()));
  });
  const through = async (plane: DataPlane, options: Partial<ControlFrontOptions> = {}) => {
    const front = await startControlFront({
      endpoint: world.store.endpoint,
      plane,
      staleSeconds: 0,
      throttling: false,
      say: (line) => said.push(line),
      ...options,
    });
    open.push(front);
    return { front, via: new Declaring(world.store, front.url) };
  };
  return { world, said, through };
}
