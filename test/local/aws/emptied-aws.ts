/** A local AWS in ap-northeast-2 for the tests of the `describe` around, emptied after each of them. */
import type { Store } from "../../../local/aws/store/store";
import type { ProviderClient } from "./provider-client";
import { servedAws, type ServedAws } from "./served-aws";

export interface EmptiedAws {
  readonly client: ProviderClient;
  readonly store: Store;
}

export function emptiedAws(): EmptiedAws {
  let aws: ServedAws;
  before(async () => {
    aws = await servedAws();
  });
  beforeEach(async () => {
    await aws.client.configure({ region: "ap-northeast-2" });
  });
  afterEach(() => {
    for (const { type, key } of aws.store.list()) aws.store.remove(type, key);
  });
  after(() => {
    aws.close();
  });
  return {
    get client() {
      return aws.client;
    },
    get store() {
      return aws.store;
    },
  };
}
