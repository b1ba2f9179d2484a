import { msg, str } from '@lit/localize'
import type { FileWarning } from '#contract/file-plan.ts'
import type { FileSummary, PaperView } from '../api/files.ts'
import { formatDate, formatNumber } from '../text/format.ts'
import { currentLanguage } from '../text/locale.ts'

/** The state of a file in the language of the UI. */
export function fileStateName(state: FileSummary['state']): string {
  switch (state) {
    case 'open':
      return msg('File is open')
    case 'closed':
      return msg('File is closed')
    case 'transferred':
      return msg('Handed over to the archive')
    case 'destroyed':
      return msg('Destroyed by an act')
  }
}

export const stateTone = (state: FileSummary['state']): string => ({ open: 'good', closed: 'calm', transferred: 'plain', destroyed: 'plain' })[state]

/** The state of paper in the language of the UI. */
export function paperStateName(state: PaperView['state']): string {
  switch (state) {
    case 'kept':
      return msg('In its place')
    case 'missing':
      return msg('Paper is missing')
    case 'transferred':
      return msg('Handed over to the archive')
    case 'destroyed':
      return msg('Destroyed by an act')
  }
}

/** Where paper stands, in a few words. */
export function placeText({ box, shelf, sheets }: Pick<PaperView, 'box' | 'shelf' | 'sheets'>): string {
  const place = box === null && shelf === null ? msg('place unknown') : [shelf === null ? '' : msg(str`shelf ${shelf}`), box === null ? '' : msg(str`box ${box}`)].filter((part) => part !== '').join(', ')
  return sheets === null ? place : `${place} · ${msg(str`sheets: ${formatNumber(sheets)}`)}`
}

/** What a records manager should look at, and what to do. */
export function warningText(warning: FileWarning): string {
  if (warning.code === 'mixed-terms') return msg(str`Permanent papers (${formatNumber(warning.permanent)}) and temporary ones (${formatNumber(warning.temporary)}) lie together. Put them into separate files; until then all are kept for the longest term.`)
  return msg(str`A volume has ${formatNumber(warning.sheets)} sheets. A file that is kept long takes at most ${formatNumber(warning.limit)} in a volume: begin another.`)
}

/** One line of a file's history; what another part of the archive wrote stays as it is. */
export function changeText({ change, details }: { change: string; details: Readonly<Record<string, unknown>> }): string {
  const said = (name: string): string => (details[name] == null ? '–' : String(details[name]))
  switch (change) {
    case 'opened':
      return msg('Opened')
    case 'retitled':
      return msg(str`Title changed from “${said('from')}” to “${said('to')}”`)
    case 'renumbered':
      return msg(str`Index changed from ${said('from')} to ${said('to')}`)
    case 'closed':
      return msg(str`Closed on ${formatDate(said('on'))}`)
    case 'reopened':
      return details['reason'] === 'captured' ? msg('Reopened, because a document of it was captured later') : msg(str`Reopened: ${said('reason')}`)
    case 'volume-opened':
      return msg(str`Volume ${said('volume')} begun`)
    case 'volume-closed':
      return msg(str`Volume ${said('volume')} closed`)
    case 'record-added':
      return msg('A record was put in')
    case 'record-taken-out':
      return msg(str`A record was taken out: ${said('reason')}`)
    default:
      return change
  }
}

/** A title by language: that of the UI, else the English one, else any, else what stands for it. */
export function titleIn(titles: Readonly<Record<string, string>>, otherwise: string): string {
  return titles[currentLanguage()] ?? titles['en'] ?? Object.values(titles)[0] ?? otherwise
}
