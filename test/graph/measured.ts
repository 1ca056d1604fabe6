import type { Page } from "playwright-core";

/** A picture as a browser measures it; names are the ids of nodes and edges. */
export interface Measured {
  /** What the parser of XML complains about; null when nothing. */
  readonly error: string | null;
  readonly whole: Area;
  readonly boxes: readonly (Named & { readonly texts: readonly Text[] })[];
  readonly labels: readonly (Named & Text)[];
  /** Points every few pixels along each line, but for its ends, which touch their boxes. */
  readonly lines: readonly { readonly name: string; readonly points: readonly Point[] }[];
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
interface Named extends Area {
  readonly name: string;
}
interface Text extends Area {
  readonly text: string;
}
interface Point {
  readonly x: number;
  readonly y: number;
}

export async function measured(page: Page, svg: string): Promise<Measured> {
  // No margin: coordinates of the picture are those of the window.
  await page.setContent(`<body style="margin:0">${svg}`);
  const root = page.locator("svg");
  return {
    error: await root.evaluate(({ ownerDocument }, source): string | null => {
      const parser = new ownerDocument.defaultView.DOMParser();
      const wrong = parser.parseFromString(source, "image/svg+xml").querySelector("parsererror");
      return wrong === null ? null : wrong.textContent;
    }, svg),
    whole: await root.evaluate((one): Area => one.getBoundingClientRect().toJSON()),
    boxes: await page.locator("[data-node]").evaluateAll((groups) =>
      groups.map((group) => ({
        name: group.dataset.node,
        ...group.querySelector(".outline").getBoundingClientRect().toJSON(),
        texts: Array.from(group.querySelectorAll("text"), (text: typeof group) => ({
          text: text.textContent,
          ...text.getBoundingClientRect().toJSON(),
        })),
      })),
    ),
    labels: await page.locator("[data-label]").evaluateAll((groups) =>
      groups.map((group) => ({
        name: group.dataset.label,
        text: group.textContent,
        ...group.getBoundingClientRect().toJSON(),
      })),
    ),
    lines: await page.locator("[data-edge]").evaluateAll((paths) =>
      paths.map((path) => {
        const count = Math.max(0, Math.floor((path.getTotalLength() - 6) / 4));
        const points = Array.from({ length: count }, (_, nth): Point => {
          const { x, y } = path.getPointAtLength(3 + nth * 4);
          return { x, y };
        });
        return { name: path.dataset.edge, points };
      }),
    ),
  };
}

/** Everything a reader would stumble over. */
export function faultsOf({ whole, boxes, labels, lines }: Measured): readonly string[] {
  const areas = [...boxes, ...labels];
  const isIn = (inner: Area, outer: Area) =>
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom;
  const meet = (a: Area, b: Area) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const passes = ({ x, y }: Point, { left, top, right, bottom }: Area) =>
    left < x && x < right && top < y && y < bottom;
  return [
    ...areas.filter((area) => !isIn(area, whole)).map(({ name }) => `${name} is outside the picture`),
    ...areas.flatMap((area, index) =>
      areas
        .slice(index + 1)
        .filter((other) => meet(area, other))
        .map(({ name }) => `${area.name} and ${name} overlap`),
    ),
    ...boxes.flatMap(({ texts, ...box }) =>
      texts.flatMap((text, index) => [
        ...(isIn(text, box) ? [] : [`"${text.text}" leaves ${box.name}`]),
        ...texts
          .slice(index + 1)
          .filter((other) => meet(text, other))
          .map((other) => `"${text.text}" and "${other.text}" overlap`),
      ]),
    ),
    ...lines.flatMap(({ name, points }) =>
      areas
        .filter((area) => area.name !== name && points.some((point) => passes(point, area)))
        .map((area) => `the line ${name} runs through ${area.name}`),
    ),
  ];
}
