import type { Calibration } from "./figures.ts";

const size = 320;
const margin = 48;
/** Area of a dot is in step with the messages it stands for. */
const largest = 14;

/** How often the bot is right when it is so sure: on the dashed line it is as sure as it may be. */
export function calibrationPlot({ bins, error }: Calibration): string {
  const most = Math.max(...bins.map(({ messages }) => messages), 1);
  const x = (share: number): string => (margin + share * size).toFixed(1);
  const y = (share: number): string => (margin + (1 - share) * size).toFixed(1);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const dots = bins.filter(({ messages }) => messages > 0);
  const whole = size + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}" width="${whole}" height="${whole}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-labelledby="title">`,
    `<title id="title">Calibration: error ${(100 * error).toFixed(1)} %</title>`,
    `<rect width="${whole}" height="${whole}" fill="#fff"/>`,
    `<rect x="${margin}" y="${margin}" width="${size}" height="${size}" fill="none" stroke="#888"/>`,
    ...ticks.map((tick) => `<text x="${x(tick)}" y="${margin + size + 18}" text-anchor="middle">${tick}</text>`),
    ...ticks.map((tick) => `<text x="${margin - 8}" y="${Number(y(tick)) + 4}" text-anchor="end">${tick}</text>`),
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#888" stroke-dasharray="4 4"/>`,
    `<polyline fill="none" stroke="#1764c0" points="${dots.map((bin) => `${x(bin.confidence)},${y(bin.accuracy)}`).join(" ")}"/>`,
    ...dots.map(
      ({ confidence, accuracy, messages }) =>
        `<circle cx="${x(confidence)}" cy="${y(accuracy)}" r="${(largest * Math.sqrt(messages / most)).toFixed(1)}" fill="#1764c0" fill-opacity="0.5"><title>${messages} messages: sure to ${confidence.toFixed(2)}, right in ${accuracy.toFixed(2)}</title></circle>`,
    ),
    `<text x="${margin + size / 2}" y="${whole - 10}" text-anchor="middle">confidence</text>`,
    `<text x="14" y="${margin + size / 2}" text-anchor="middle" transform="rotate(-90 14 ${margin + size / 2})">share that is right</text>`,
    `<text x="${margin}" y="${margin - 14}">calibration error ${(100 * error).toFixed(1)} %</text>`,
    "</svg>",
    "",
  ].join("\n");
}
