import { msg } from '@lit/localize'
import type { holdScopeKinds } from '#contract/holds.ts'

export type ScopeKind = (typeof holdScopeKinds)[number]

/** What a hold may be placed on, in the order in which it is offered. */
export const offeredKinds: readonly ScopeKind[] = ['person', 'file', 'class', 'query', 'record']

/** The name of a kind of scope. */
export function scopeName(kind: ScopeKind): string {
  switch (kind) {
    case 'person': return msg('Person')
    case 'file': return msg('File')
    case 'class': return msg('Class')
    case 'query': return msg('Search')
    case 'record': return msg('Document')
  }
}

/** How the target of each kind is written. */
export function scopeHint(kind: ScopeKind): string {
  switch (kind) {
    case 'person': return msg('The whole name, as it stands in the archive')
    case 'file': return msg('Class and index, as in: decisions 01-12')
    case 'class': return msg('Code of the class; the classes below it are held too')
    case 'query': return msg('Whatever this search finds, now and later')
    case 'record': return msg('The identifier from the address of the document')
  }
}
