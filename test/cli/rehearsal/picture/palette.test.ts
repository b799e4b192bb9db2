import assert from "node:assert/strict";
import fc from "fast-check";
import { DARK, LIGHT, type Ink, type Tone } from "../../../../cli/rehearsal/picture/palette";
import { place } from "../../../../cli/rehearsal/picture/place";
import { readStage } from "../../../../cli/rehearsal/picture/read-stage";
import { exportedStage } from "../exported-stage";
import { anyModel } from "./any-model";
import { allBoxes } from "./geometry";
import type { Picture } from "../../../../cli/rehearsal/picture/shapes";

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Which inks are used on which boxes. */
function pairs(picture: Picture): Set<string> {
  const onPage = picture.texts.map(({ ink }) => `${ink} on page`);
  const inBoxes = allBoxes(picture.boxes).flatMap(({ tone, texts }) =>
    texts.map(({ ink }) => `${ink} on ${tone}`),
  );
  return new Set([...onPage, ...inBoxes]);
}

describe("the colours of a picture", () => {
  it("have a contrast of 21 between black and white, and of 1 between a colour and itself", () => {
    assert.equal(contrast("#000000", "#ffffff"), 21);
    assert.equal(contrast("#0969da", "#0969da"), 1);
  });

  const used = new Set<string>();

  before(() => {
    fc.assert(
      fc.property(anyModel, (model) => {
        for (const pair of pairs(place(model))) used.add(pair);
      }),
    );
  });

  for (const [name, palette] of Object.entries({ light: LIGHT, dark: DARK })) {
    it(`give every text a contrast of at least 4.5 to 1 to what is behind it, in ${name}`, () => {
      assert.ok(used.size >= 10, [...used].join());
      const poor = [...used].filter((pair) => {
        const [ink, tone] = pair.split(" on ") as [Ink, Tone];
        return contrast(palette.inks[ink], palette.boxes[tone].fill) < 4.5;
      });
      assert.deepEqual(poor, []);
    });

    it(`give arrows and the edges of what matters a contrast of at least 3 to 1, in ${name}`, () => {
      const { boxes, flows } = palette;
      const lines = [
        ...Object.values(flows),
        ...(["entry", "blue", "green", "manual"] as const).map((tone) => boxes[tone].stroke),
      ];
      for (const line of lines)
        for (const ground of [boxes.page.fill, boxes.card.fill])
          assert.ok(contrast(line, ground) >= 3, `${line} on ${ground}: ${contrast(line, ground)}`);
    });
  }

  it("tell the fleets of a stage apart by their names, too", () => {
    const picture = place(readStage(exportedStage({ blueGreen: [{ name: "storefront" }] })));
    const labels = allBoxes(picture.boxes)
      .filter(({ tone }) => tone === "blue" || tone === "green")
      .map(({ tone, texts }) => `${tone}: ${texts[0]?.text}`);
    assert.deepEqual(labels, ["blue: blue · product", "green: green · pre-product"]);
  });
});
