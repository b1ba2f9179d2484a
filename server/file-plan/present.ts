import type { z } from 'zod'
import type { factView } from '#contract/file-plan.ts'
import type { Fact } from './facts.ts'

/** A fact as the API tells it. */
export function presentFact({ id, name, date, value, coversFrom, coversTo, evidence, recordedBy, recordedAt, retractedAt, retractedBy, retractReason }: Fact): z.infer<typeof factView> {
  return {
    ...{ id, name, date, value, coversFrom, coversTo, evidence, recordedBy },
    recordedAt: recordedAt.toISOString(),
    retracted: retractedAt === null ? null : { at: retractedAt.toISOString(), by: retractedBy ?? '', reason: retractReason },
  }
}
