import { msg } from '@lit/localize'
import type { Role } from '#contract/identity.ts'

/** A role in the language of the UI. */
export function roleName(role: Role): string {
  switch (role) {
    case 'administrator':
      return msg('Administrator')
    case 'archivist':
      return msg('Archivist')
    case 'operator':
      return msg('Operator')
    case 'records-manager':
      return msg('Records manager')
    case 'head':
      return msg('Head of the body')
    case 'commission-member':
      return msg('Member of the expert commission')
    case 'clerk':
      return msg('Registry clerk')
    case 'counter':
      return msg('Counter of the one window')
    case 'controller':
      return msg('Controller')
    case 'reader':
      return msg('Reader')
  }
}
