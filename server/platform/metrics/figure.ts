/**
 * One figure of a scrape: a gauge with a sample for each set of labels. Labels are words of the
 * program (states, names of tasks), never of people, so that their number is bounded.
 */
export type Figure = {
  /** In the manner of Prometheus: `opis_…`, unit last. */
  name: string
  help: string
  samples: readonly { labels?: Readonly<Record<string, string>>; value: number }[]
}
