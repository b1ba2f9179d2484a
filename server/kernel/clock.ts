/** Where the present moment comes from; passed in so that decisions can be tested on any day. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
