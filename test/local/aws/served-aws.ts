/** A local AWS in the test's own process, spoken to over its wire. */
import { join } from "node:path";
import { Faults, type Fault } from "../../../local/aws/faults";
import { serve } from "../../../local/aws/provider/grpc";
import { LocalAws } from "../../../local/aws/provider/local-aws";
import { rows } from "../../../local/aws/rows";
import { Store } from "../../../local/aws/store/store";
import { typeTable } from "../../../local/aws/types/type-table";
import { cacheFolder } from "../../../local/engine/cache-folder";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { ProviderClient } from "./provider-client";

export interface ServedAws {
  readonly client: ProviderClient;
  readonly store: Store;
  readonly close: () => void;
}

export async function servedAws(faults: readonly Fault[] = []): Promise<ServedAws> {
  const table = typeTable(cacheFolder(process.env));
  const store = new Store(join(temporaryFolder(), "aws.jsonl"));
  const aws = new LocalAws({ table, rows, store, faults: new Faults(faults) });
  const { server, port } = await serve(aws, table.sdk);
  const client = new ProviderClient(port);
  return {
    client,
    store,
    close: () => {
      client.close();
      server.forceShutdown();
    },
  };
}
