/** The server's words are made to stand inside a sentence; alone on a line they begin with a capital ("iPhone" not). */
export const sentence = (text: string): string =>
  text.replace(/^\p{Ll}+(?![\p{L}\p{N}])/u, (word) => word.charAt(0).toUpperCase() + word.slice(1));
