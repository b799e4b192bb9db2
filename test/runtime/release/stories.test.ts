import { decide } from "../../../runtime/release/decide";
import { STORIES } from "./stories";

const rows = [...new Set(STORIES.map(({ row }) => row))];

describe("a release, by what goes wrong", () => {
  for (const row of rows)
    describe(row, () => {
      for (const { title, run } of STORIES.filter((story) => story.row === row)) it(title, () => run(decide));
    });
});
