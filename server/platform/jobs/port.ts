/**
 * The hurry, not the truth: carries the ids of tasks from where they are written to where they are
 * done. It may lose or repeat an id at any time; the table `task` is swept, and doing a finished
 * task again changes nothing.
 */
export type Jobs = {
  /** Hands in the id of a task. Handing in an id that already waits is allowed and does nothing. */
  deliver(taskId: string): Promise<void>
  /** Starts handling ids, at most `concurrency` at once. The handler must not throw. */
  consume(handler: (taskId: string) => Promise<void>, concurrency: number): void
  /** The way that ids take at this moment: an adapter whose carrier is away goes on inside the process. */
  kind(): JobsKind
  /** Ends after the handlers under way have ended; ids that still wait are dropped. */
  close(): Promise<void>
}

export type JobsKind = 'redis' | 'in-process'
