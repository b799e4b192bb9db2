/** How a report is written: by the extension of its file. */
import { extname } from "node:path";
import { jsonFindings } from "../output/json";
import { markdown } from "../output/markdown";
import { sarif, type FilePlace } from "../output/sarif";
import type { About } from "../rule";
import { Refusal } from "../../refusal/refusal";
import { REPORT_VARIABLE, type Render } from "./report-file";

/** What a report says besides findings. */
export interface Frame {
  /** Of multistage. */
  readonly version: string;
  readonly rules: readonly About[];
  /** What declares the resources, as far as the pack knows: the project's file. */
  readonly place: FilePlace | undefined;
}

/** @throws Refusal for another extension */
export function renderFor(path: string, { version, rules, place }: Frame): Render {
  const formats: Readonly<Record<string, Render>> = {
    ".json": (reports) => `${JSON.stringify(jsonFindings(reports), undefined, 2)}\n`,
    ".sarif": (reports) => {
      const places = new Map(place === undefined ? [] : reports.map(({ urn }) => [urn, place]));
      return sarif(reports, { version, rules, places });
    },
    ".md": (reports) => markdown(reports, "multistage policy"),
  };
  const render = formats[extname(path)];
  if (render !== undefined) return render;
  const rule = `a file that ends in one of ${Object.keys(formats).join(", ")}`;
  throw new Refusal({ property: REPORT_VARIABLE, rule, got: path, remedy: "name another" });
}
