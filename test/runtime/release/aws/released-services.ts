/** Services for the tests of a `describe`, each in an emulator of its own; they end with their test. */
import { balanced, type Balanced } from "../../../local/load-balancer/balanced";
import { withAddresses } from "./environment";
import { ReleasedService } from "./service";
import { withWire, type Wire } from "./wire";

export interface ReleasedServices {
  readonly world: Balanced;
  /** Asked as CodePipeline. */
  readonly pipeline: Wire;
  /** The storefront, which r1 serves on blue. */
  readonly declared: () => Promise<ReleasedService>;
}

export function releasedServices(): ReleasedServices {
  const world = balanced();
  const pipeline = withWire();
  withAddresses(() => ({
    AWS_ENDPOINT_URL: world.store.endpoint,
    // A service has a front of its own, and sets it.
    AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: world.store.endpoint,
    AWS_ENDPOINT_URL_CODEPIPELINE: pipeline.url,
  }));
  const services: ReleasedService[] = [];
  afterEach(async () => {
    await Promise.all(services.splice(0).map((one) => one.close()));
  });
  return {
    world,
    pipeline,
    async declared() {
      const service = await ReleasedService.declare(world, pipeline);
      services.push(service);
      return service;
    },
  };
}
