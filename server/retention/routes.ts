import { z } from 'zod'
import { civilDate } from '#contract/common.ts'
import { OpisError } from '#kernel/errors.ts'
import type { Api } from '#platform/http/api.ts'
import { progressAnswer } from '#platform/http/progress-answer.ts'
import type { RetentionContext } from './compute-retention.ts'
import { parseCivilDate } from '#kernel/civil-date.ts'
import { loadSchedule } from './schedule/load.ts'
import { yamlLimits } from './schedule/read-yaml.ts'
import { simulate } from './simulate.ts'

const simulation = z.object({ schedule: z.string().max(yamlLimits.bytes), on: civilDate })

/** What a schedule would do before it is put in force. */
export function retentionRoutes(api: Api, context: RetentionContext): void {
  api.route(
    { method: 'post', path: '/retention/simulate', summary: 'What another schedule would change; reads only', access: { roles: ['administrator', 'records-manager'] }, body: simulation, binaryAnswer: 'application/jsonl', problems: ['bad-schedule'] },
    async ({ body }) => {
      const loaded = loadSchedule(body.schedule)
      if (loaded.kind === 'faults') {
        const [first] = loaded.faults
        throw new OpisError('bad-schedule', `Line ${first?.line ?? 1}: ${first?.message ?? 'faulty'} Check it with: opis retention check`)
      }
      const on = parseCivilDate(body.on)
      if (on === null) throw new OpisError('bad-request', `${body.on} is not a date of the calendar.`)
      return progressAnswer(simulate(context, loaded.schedule.version, on))
    },
  )
}
