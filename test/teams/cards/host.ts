/** The look of Teams, near enough to judge a card by: learn.microsoft.com/adaptive-cards/sdk/rendering-cards/javascript/render-a-card. */
export type Scheme = "light" | "dark";

const colours = {
  light: {
    page: "#f5f5f5",
    card: "#ffffff",
    text: "#242424",
    subtle: "#616161",
    emphasis: "#f5f5f5",
    attention: "#fdf3f4",
    warning: "#fff9f5",
    warn: "#8a3707",
    good: "#0e700e",
    bad: "#b10e1c",
    button: "#ffffff",
    line: "#d1d1d1",
  },
  dark: {
    page: "#1f1f1f",
    card: "#292929",
    text: "#ffffff",
    subtle: "#adadad",
    emphasis: "#333333",
    attention: "#3f1011",
    warning: "#411200",
    warn: "#faa06b",
    good: "#54b054",
    bad: "#f1707b",
    button: "#292929",
    line: "#666666",
  },
} as const;

export function hostConfig(scheme: Scheme) {
  const { text, subtle, emphasis, attention, warning, warn, good, bad, card } = colours[scheme];
  const one = (color: string) => ({ default: color, subtle: color });
  const style = (backgroundColor: string) => ({
    backgroundColor,
    foregroundColors: { default: { default: text, subtle }, good: one(good), attention: one(bad), warning: one(warn) },
  });
  return {
    fontFamily: "'Segoe UI', 'Liberation Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 32, padding: 12 },
    containerStyles: {
      default: style(card),
      emphasis: style(emphasis),
      attention: style(attention),
      warning: style(warning),
    },
    actions: {
      maxActions: 6,
      spacing: "default",
      buttonSpacing: 8,
      actionsOrientation: "horizontal",
      actionAlignment: "left",
    },
  };
}

export function css(scheme: Scheme): string {
  const { page, card, text, subtle, button, line } = colours[scheme];
  return `
    body { margin: 0; padding: 16px; width: 560px; background: ${page}; color: ${text}; font: 14px 'Segoe UI', 'Liberation Sans', sans-serif; }
    .card { background: ${card}; border: 1px solid ${line}; border-radius: 6px; margin: 8px 0; }
    .said { margin: 8px 0 8px auto; max-width: 75%; width: fit-content; padding: 8px 12px; border-radius: 6px; background: #5b5fc7; color: #fff; }
    .ac-pushButton { background: ${button}; color: ${text}; border: 1px solid ${line}; border-radius: 4px; padding: 5px 12px; font: 600 14px 'Segoe UI', 'Liberation Sans', sans-serif; min-width: 0; }
    .ac-input { background: ${button}; color: ${text}; border: 1px solid ${line}; border-radius: 4px; padding: 5px 8px; font: inherit; }
    .ac-horizontal-separator { flex: none; }
    label { color: ${subtle}; }`;
}
