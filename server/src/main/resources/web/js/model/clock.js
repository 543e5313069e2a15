/** Time as the models see it, so that tests can hold it still. */
export const systemClock = {
  now: () => Date.now(),
  after: (ms, run) => setTimeout(run, ms),
  cancel: (timer) => clearTimeout(timer),
};
