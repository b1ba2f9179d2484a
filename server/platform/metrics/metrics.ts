import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Figure } from './figure.ts'
import { rememberBriefly } from './remember-briefly.ts'

/** One answered request; `route` is a template such as `/records/{id}`, never a path that somebody asked for. */
export type AnsweredRequest = { method: string; route: string; status: number; seconds: number }

export type Metrics = {
  observe(request: AnsweredRequest): void
  /** Everything in the text format of Prometheus. */
  scrape(): Promise<{ contentType: string; text: string }>
}

/** Figures that cost a question to the database are asked for at most once in this time. */
const keepMs = 5_000

/**
 * What a Prometheus server collects: the process itself, the durations of requests, and the figures that
 * `gather` brings when somebody scrapes.
 */
export function createMetrics(deps: { gather: () => Promise<readonly Figure[]>; now: () => number }): Metrics {
  const lasting = new Registry()
  collectDefaultMetrics({ register: lasting })
  const durations = new Histogram({
    name: 'opis_http_request_duration_seconds',
    help: 'Time until the answer to a request began, by route template and class of status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10],
    registers: [lasting],
  })
  const figures = rememberBriefly(deps.gather, { keepMs, now: deps.now })
  return {
    observe({ method, route, status, seconds }) {
      durations.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds)
    },
    async scrape() {
      const momentary = registryOf(await figures())
      return { contentType: lasting.contentType, text: await Registry.merge([lasting, momentary]).metrics() }
    },
  }
}

/** Made anew for each scrape: a label that is gone leaves no sample behind. */
function registryOf(figures: readonly Figure[]): Registry {
  const registry = new Registry()
  for (const { name, help, samples } of figures) {
    const gauge = new Gauge({ name, help, labelNames: [...new Set(samples.flatMap(({ labels }) => Object.keys(labels ?? {})))], registers: [registry] })
    for (const { labels, value } of samples) gauge.set({ ...labels }, value)
  }
  return registry
}
