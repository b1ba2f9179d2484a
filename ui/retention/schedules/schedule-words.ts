import { msg } from '@lit/localize'
import type { VersionSummary } from '#contract/schedules.ts'

/** How a version stands, with the tone of its badge. */
export function standingOf({ state, standing }: Pick<VersionSummary, 'state' | 'standing'>): { text: string; tone: string } {
  if (standing === 'in-force') return { text: msg('in force'), tone: 'tone-good' }
  if (standing === 'announced') return { text: msg('approved, not yet in force'), tone: 'tone-calm' }
  if (standing === 'superseded') return { text: msg('superseded'), tone: 'tone-plain' }
  if (standing === 'ended') return { text: msg('ended'), tone: 'tone-plain' }
  if (state === 'proposed') return { text: msg('waits for approval'), tone: 'tone-care' }
  if (state === 'withdrawn') return { text: msg('withdrawn'), tone: 'tone-plain' }
  return { text: msg('draft'), tone: 'tone-care' }
}

export const transitions = ['all-undisposed', 'closed-on-or-after', 'never-shorten'] as const

/** What a transition does with earlier answers. */
export function transitionName(transition: string): string {
  if (transition === 'all-undisposed') return msg('Everything not yet destroyed gets the new answer')
  if (transition === 'closed-on-or-after') return msg('Only what ends from the first day on gets the new answer')
  return msg('Nothing is kept shorter than before')
}

export const countings = ['event-date', 'day-after-event', 'next-month-start', 'next-year-start'] as const

export function countingName(counting: string): string {
  if (counting === 'event-date') return msg('from the day itself')
  if (counting === 'day-after-event') return msg('from the day after')
  if (counting === 'next-month-start') return msg('from the first day of the next month')
  return msg('from the first day of the next year')
}

export const ends = ['destroy', 'review', 'transfer', 'keep'] as const

export function endName(end: string): string {
  if (end === 'destroy') return msg('destroy')
  if (end === 'review') return msg('review by experts')
  if (end === 'transfer') return msg('transfer to an archive')
  return msg('keep')
}

export const sources = ['confirmed', 'secondary', 'memory', 'local'] as const

export function sourceName(source: string): string {
  if (source === 'confirmed') return msg('seen in the act')
  if (source === 'secondary') return msg('second hand, not confirmed')
  if (source === 'memory') return msg('from memory, not confirmed')
  return msg('decided by the body itself')
}

export const units = ['years', 'months', 'weeks', 'days'] as const

export function unitName(unit: string): string {
  if (unit === 'years') return msg('years')
  if (unit === 'months') return msg('months')
  if (unit === 'weeks') return msg('weeks')
  return msg('days')
}

/** How a term is said, in the order in which the form offers it. */
export const termKinds = ['term', 'until', 'permanent', 'latest', 'earliest'] as const
export type TermKind = (typeof termKinds)[number]

export function termKindName(kind: TermKind): string {
  switch (kind) {
    case 'term':
      return msg('a length of time')
    case 'until':
      return msg('until something happens')
    case 'permanent':
      return msg('permanently')
    case 'latest':
      return msg('the later of several')
    case 'earliest':
      return msg('the earlier of several')
  }
}

export const tests = ['is', 'not', 'before', 'on_or_after', 'at_least', 'less_than', 'known', 'in'] as const
export type TestName = (typeof tests)[number]

export function testName(test: TestName): string {
  switch (test) {
    case 'is':
      return msg('is')
    case 'not':
      return msg('is not')
    case 'before':
      return msg('lies before')
    case 'on_or_after':
      return msg('lies on or after')
    case 'at_least':
      return msg('is at least')
    case 'less_than':
      return msg('is less than')
    case 'known':
      return msg('is known')
    case 'in':
      return msg('is one of')
  }
}
