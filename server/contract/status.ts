import { z } from 'zod'

/**
 * A step of the line that does not come off, with its latest reason. `subject`: id of the record, file, batch, act … that it is
 * about. `nextTryAt`: it is tried again by itself then; null: it was given up and waits for a person.
 */
const troubledStep = z.object({ id: z.string(), step: z.string(), subject: z.string(), code: z.string(), detail: z.string(), tries: z.int(), since: z.string(), nextTryAt: z.string().nullable() })
export type TroubledStep = z.infer<typeof troubledStep>

/** A page that no recogniser could read. Its record goes on without its words. */
const unreadPage = z.object({ record: z.string(), page: z.int(), title: z.string(), code: z.string(), detail: z.string() })
export type UnreadPage = z.infer<typeof unreadPage>

/** Steps that do not come off and pages that could not be read, at most a hundred of each, and how many there are. */
export const troubleList = z.object({ steps: z.array(troubledStep), stepCount: z.int(), pages: z.array(unreadPage), pageCount: z.int() })
export type TroubleList = z.infer<typeof troubleList>

/** One step to be tried again now, or all of them. */
export const stepRetry = z.object({ id: z.uuid().optional() })
export const stepsRetried = z.object({ retried: z.int() })

/** The pages of one record to be read again, or of all. */
export const readAgainForm = z.object({ record: z.uuid().optional() })
export const pagesGivenBack = z.object({ pages: z.int() })

/** How the parts are: which adapters serve, how long the queues are, what does not come off. */
export const statusView = z.object({
  /** Who answers searches now. */
  search: z.enum(['elasticsearch', 'postgresql']),
  /** `degraded`: the engine that was chosen cannot answer; why, and what to do. */
  searchState: z.object({ degraded: z.boolean(), detail: z.string(), advice: z.string().nullable(), recordsToSend: z.int() }),
  jobs: z.enum(['redis', 'in-process']),
  /** Pages that wait for a recogniser or are with one. */
  pagesWaiting: z.int(),
  pagesFailed: z.int(),
  tasksWaiting: z.int(),
  /** Steps that do not come off: `GET /line/trouble` lists them. */
  tasksFailed: z.int(),
  /** The newest nightly run of retention: `refused` while the day of the server cannot be right; null before the first. */
  retentionRun: z.object({ state: z.enum(['running', 'done', 'refused']), on: z.string(), reason: z.string().nullable(), lastRunOn: z.string().nullable() }).nullable(),
  /** Holds in force and those whose review is due, requests to erase that are open and late; null for who may not know of holds. */
  retention: z.object({ holds: z.int(), holdsToReview: z.int(), erasureRequests: z.int(), erasureRequestsLate: z.int() }).nullable(),
})
export type StatusView = z.infer<typeof statusView>
