import { AsyncLocalStorage } from "node:async_hooks";

const checking = new AsyncLocalStorage<true>();
const { error } = console;

console.error = (...said: unknown[]): void => {
  if (checking.getStore() === undefined) error.apply(console, said);
};

/**
 * The SDK writes to the console whatever keys there are when a token does not fit, in place of any log. What it throws is
 * logged by the server; what others write meanwhile is not touched.
 */
export const quietly = <T>(task: () => Promise<T>): Promise<T> => checking.run(true, task);
