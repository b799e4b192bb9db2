/** From a picture's parts to SVG: no script, no font or picture from elsewhere, colours for light and dark. Pure. */
import { DARK, LIGHT, type Palette } from "./palette";
import type { Arrow, Box, Picture, Text } from "./shapes";

/** What the reader of a screen hears. */
export interface Spoken {
  readonly title: string;
  readonly description: string;
}

const FONT = `system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif`;
const HEAD = 6;

/** The picture as an SVG document. */
export function draw(
  { width, height, boxes, texts, arrows }: Picture,
  { title, description }: Spoken,
): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    `<style>`,
    `text { font-family: ${FONT}; }`,
    `.bold { font-weight: 600; }`,
    `.arrow { fill: none; stroke-width: 1.5; stroke-linejoin: round; }`,
    `.preview.arrow { stroke-dasharray: 5 3; }`,
    `.glyph { fill: none; stroke-width: 1.5; stroke-linecap: round; }`,
    ...colourRules(LIGHT),
    `@media (prefers-color-scheme: dark) {`,
    ...colourRules(DARK),
    `}`,
    `</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    ...boxes.flatMap(drawBox),
    ...texts.map(drawText),
    ...arrows.map(drawArrow),
    `</svg>`,
    ``,
  ].join("\n");
}

function colourRules({ boxes, inks, flows }: Palette): string[] {
  return [
    ...Object.entries(boxes).map(
      ([tone, { fill, stroke }]) => `.${tone} { fill: ${fill}; stroke: ${stroke}; }`,
    ),
    ...Object.entries(inks).map(([ink, colour]) => `.${ink} { fill: ${colour}; }`),
    `.glyph { stroke: ${inks.text}; }`,
    ...Object.entries(flows).flatMap(([flow, colour]) => [
      `.${flow}.arrow { stroke: ${colour}; }`,
      `.${flow}.head { fill: ${colour}; }`,
    ]),
  ];
}

function drawBox(box: Box): string[] {
  const { x, y, width, height, tone, texts, boxes, glyph } = box;
  return [
    `<rect class="${tone}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${tone === "card" ? 8 : 6}"/>`,
    ...(glyph === undefined ? [] : [person(x + width / 2, y + 4)]),
    ...boxes.flatMap(drawBox),
    ...texts.map(drawText),
  ];
}

function drawText({ text, x, y, anchor, size, bold, ink }: Text): string {
  const turned = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  const weight = bold ? " bold" : "";
  return `<text class="${ink}${weight}" x="${x}" y="${y}" font-size="${size}"${turned}>${escaped(text)}</text>`;
}

/** The line, and a head at its end that points along its last part. */
function drawArrow({ points, flow }: Arrow): string {
  const [end, before] = [points.at(-1), points.at(-2)];
  if (end === undefined || before === undefined) return "";
  const [dx, dy] = [Math.sign(end[0] - before[0]), Math.sign(end[1] - before[1])];
  const neck = [end[0] - dx * HEAD, end[1] - dy * HEAD] as const;
  const [sideX, sideY] = [(dy * HEAD) / 1.5, (dx * HEAD) / 1.5];
  const line = [...points.slice(0, -1), neck].map((point) => point.join(",")).join(" ");
  const head = [end, [neck[0] + sideX, neck[1] + sideY], [neck[0] - sideX, neck[1] - sideY]];
  return (
    `<polyline class="${flow} arrow" points="${line}"/>` +
    `<polygon class="${flow} head" points="${head.map((point) => point.join(",")).join(" ")}"/>`
  );
}

/** A head and shoulders, their top at the point. */
function person(x: number, y: number): string {
  return (
    `<circle class="glyph" cx="${x}" cy="${y + 6}" r="5.5"/>` +
    `<path class="glyph" d="M ${x - 11},${y + 26} a 11,11 0 0 1 22,0"/>`
  );
}

/** What XML 1.0 takes: marked characters named, control characters and halves of characters left out. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
