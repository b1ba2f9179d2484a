import { z } from 'zod'
import { openByHand as openByHandBody, openedByHand, stationsByHand } from '#contract/by-hand.ts'
import { id } from '#contract/common.ts'
import type { Api } from '#platform/http/api.ts'
import type { Principal } from '#platform/http/access.ts'
import { actorOf } from '#server/identity/permissions.ts'
import type { CaptureContext } from '../context.ts'
import { listStations } from './list-stations.ts'
import { openByHand } from './open-by-hand.ts'
import { withdrawBatch } from './withdraw-batch.ts'

/** Covers that are scanned by hand: at a station, or by a reader at the capture screen. A station speaks of itself only. */
export function byHandRoutes(api: Api, context: CaptureContext, people: readonly ['administrator', 'archivist', 'operator']): void {
  const access = { roles: people, agent: ['station'] } as const
  api.route(
    { method: 'post', path: '/batches/by-hand', summary: 'Open a batch for a cover that was scanned by hand', access, body: openByHandBody, answer: openedByHand, status: 201, problems: ['not-found', 'not-in-this-state'] },
    ({ principal, body }) => openByHand(context, { ...body, station: stationIf(principal) ?? body.station }, { actor: actorOf(principal), atStation: principal.kind === 'agent' }),
  )
  api.route({ method: 'get', path: '/batches/by-hand', summary: 'The stations, what waits there for its pages, and codes that were refused', access, answer: stationsByHand }, async ({ principal }) => ({
    stations: await listStations(context, stationIf(principal)),
  }))
  api.route(
    { method: 'post', path: '/batches/{id}/withdraw', summary: 'Withdraw a batch that was opened by hand and has no pages', access, params: z.object({ id }), problems: ['not-found', 'not-in-this-state'] },
    ({ principal, params }) => withdrawBatch(context, params.id, actorOf(principal), stationIf(principal)),
  )
}

function stationIf(principal: Principal): string | undefined {
  return principal.kind === 'agent' ? principal.id : undefined
}
