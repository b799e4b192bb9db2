/** What the local AWS is put together from. */
import type { Emulator } from "../../mirror/emulator";
import type { Faults } from "../faults";
import type { Row } from "../rows/row";
import type { Store } from "../store/store";
import type { TypeTable } from "../types/shape";

export interface Parts {
  readonly table: TypeTable;
  readonly rows: ReadonlyMap<string, Row>;
  readonly store: Store;
  readonly faults: Faults;
  /** Where what a release works on is made too; nowhere unless given. */
  readonly emulator?: Emulator | undefined;
}
