/** What a Pulumi program uses of the policies: exceptions beside their resources, documents read before they collapse. */
export { suppress } from "./suppress";
export { checkDocuments } from "./check-documents";
export type { Suppression } from "../suppressions/suppression";
