/** What comes of a call, unless the signal comes first: then it is given up with that error. */
export function within<Result>(answer: Promise<Result>, signal: AbortSignal, late: () => Error): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(late());
    signal.addEventListener("abort", giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}
