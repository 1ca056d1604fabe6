import { RequestFailed } from "./client.ts";

/** A failure as people read it: what happened, and what to do. */
export interface Problem {
  readonly title: string;
  readonly remedy: string;
}

/** The status of a refusal; null for a fault of the page itself. */
export const statusOf = (error: unknown): number | null => (error instanceof RequestFailed ? error.status : null);

export const problemOf = (error: unknown): Problem => problemOfStatus(statusOf(error));

export function problemOfStatus(status: number | null): Problem {
  if (status === null) return unknown;
  return known[status] ?? (status >= 500 ? broken : unknown);
}

const signedOut: Problem = { title: "You are not signed in", remedy: "Reload the page and sign in again." };

const known: Readonly<Record<number, Problem>> = {
  0: {
    title: "Stepwise cannot be reached right now",
    remedy: "Check your network connection, then try again. What you wrote is kept.",
  },
  400: {
    title: "Stepwise could not take this",
    remedy: "Reload the page and try again. If that does not help, write it in other words.",
  },
  401: signedOut,
  403: signedOut,
  404: {
    title: "This is not here any more",
    remedy: "Start a new conversation, or reload the page if it has been open for long.",
  },
  408: { title: "That took too long", remedy: "Check your network connection, then try again." },
  413: { title: "This text is too long", remedy: "Send only the part that tells the problem." },
  503: { title: "Too much at once", remedy: "It is sent again in a moment; nothing is sent twice." },
  429: { title: "Too much at once", remedy: "Wait a minute, then try again." },
};
const broken: Problem = {
  title: "Stepwise has a fault right now",
  remedy: "Try again in a minute; nothing is sent twice. If it goes on, tell the people who run it.",
};
const unknown: Problem = { title: "Something went wrong", remedy: "Reload the page and try again." };
