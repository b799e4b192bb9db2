import assert from "node:assert/strict";
import fc from "fast-check";
import { place } from "../../../../cli/rehearsal/picture/place";
import { readStage } from "../../../../cli/rehearsal/picture/read-stage";
import { exportedStage } from "../exported-stage";
import { anyModel } from "./any-model";
import { allTexts, faults } from "./geometry";

/** A stage with that many services, the names as long as names get. */
const stageOf = (services: number) => {
  const name = (index: number): string => `service-${index}-of-a-stage-with-a-name-that-is-long`;
  const names = Array.from({ length: services }, (_, index) => name(index));
  return readStage(
    exportedStage({
      zones: 3,
      protection: true,
      privateZoneName: "dev.shop.internal",
      subscribers: 2,
      blueGreen: names
        .filter((_, index) => index % 2 === 0)
        .map((service, index) => ({
          name: service,
          priority: 50_000 - index,
          weights: index % 4 === 0 ? ([100, 0] as const) : ([0, 100] as const),
          instances: [1000, 1000] as const,
          instanceType: "c7gn.16xlarge",
          hosts: ["a-host-with-a-long-name.shop.example.com", "www.example.com"],
          approval: true,
          alarms: 4,
        })),
      serverless: names.filter((_, index) => index % 2 === 1),
    }),
  );
};

describe("the places in a picture", () => {
  it("finds what meets, leaves its box or is struck out, so that the checks below can fail", () => {
    const text = { text: "wide", x: 0, y: 12, anchor: "start", size: 12, bold: false, ink: "text" } as const;
    const box = { x: 10, y: 10, width: 20, height: 20, tone: "plain", texts: [text], boxes: [] } as const;
    const arrow = {
      points: [
        [0, 12],
        [100, 12],
      ],
      flow: "product",
    } as const;
    const other = { ...box, x: 25, texts: [] };
    const picture = { width: 40, height: 40, boxes: [box, other], texts: [], arrows: [arrow] };
    assert.deepEqual(faults(picture), [
      '"plain" leaves the page',
      '"wide" meets "plain" in the page',
      '"wide" leaves "wide"',
      'an arrow goes through "wide"',
      'an arrow goes through "plain"',
      'an arrow strikes out "wide"',
    ]);
  });

  for (const services of [0, 1, 2, 3, 4, 5, 6]) {
    it(`leave ${services} services apart, every text within its box and no arrow across one`, () => {
      const picture = place(stageOf(services));
      assert.deepEqual(faults(picture), []);
      assert.equal(picture.width, 800);
    });
  }

  it("leave everything apart in any stage, however long its names and many its parts", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        assert.deepEqual(faults(place(model)), []);
      }),
    );
  });

  it("have no text below 11 pixels", () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        assert.deepEqual(
          allTexts(place(model)).filter(({ size }) => size < 11),
          [],
        );
      }),
    );
  });

  it("show whole what a stage usually says", () => {
    const model = readStage(
      exportedStage({
        project: "multistage",
        protection: true,
        privateZoneName: "prod.multistage.internal",
        blueGreen: [{ name: "storefront", approval: true, hosts: ["shop.example.com"], instances: [10, 10] }],
        serverless: ["guestbook"],
      }),
    );
    const texts = allTexts(place(model)).map(({ text }) => text);
    assert.deepEqual(
      texts.filter((text) => text.includes("…")),
      [],
    );
    for (const text of ["preview :8080", "shop.example.com", "green · pre-product", "10 instances (2 to 6)"])
      assert.ok(texts.includes(text), text);
  });

  it("draw the weight of each colour, and the preview to the one that has it", () => {
    const model = readStage(exportedStage({ blueGreen: [{ name: "storefront", weights: [0, 100] }] }));
    const { arrows, boxes } = place(model);
    const card = boxes.find(({ texts }) => texts[0]?.text === "storefront");
    assert.ok(card !== undefined);
    const labels = card.boxes.map(({ texts }) => texts[0]?.text);
    assert.deepEqual(labels.slice(0, 4), ["product", "preview", "green · product", "blue · pre-product"]);
    assert.deepEqual(
      card.texts.map(({ text }) => text).filter((text) => text.startsWith("weight")),
      ["weight 100", "weight 0"],
    );
    const fleets = card.boxes.slice(2, 4);
    const reached = (flow: string): number[] =>
      fleets.map(
        ({ x, y, height }) =>
          arrows.filter((arrow) => {
            const [endX, endY] = arrow.points.at(-1) ?? [0, 0];
            return arrow.flow === flow && endX === x && endY > y && endY < y + height;
          }).length,
      );
    assert.deepEqual(
      { product: reached("product"), idle: reached("idle"), preview: reached("preview") },
      {
        product: [1, 0],
        idle: [0, 1],
        preview: [0, 1],
      },
    );
  });
});
