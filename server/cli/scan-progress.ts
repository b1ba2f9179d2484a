import type { Progress } from '#agent/station/progress.ts'

/**
 * Progress of a pile for a person: on a terminal one line that is written over, else a line for what
 * matters and every tenth page.
 */
export function scanProgress(write: (text: string) => void, terminal: boolean): (progress: Progress) => void {
  let fed = 0
  let acknowledged = 0
  let last = ''
  const line = (text: string) => {
    if (text === last) return
    last = text
    write(terminal ? `\r\u001b[K${text}` : `${text}\n`)
  }
  return (progress) => {
    switch (progress.type) {
      case 'fed':
        fed = Math.max(fed, progress.image)
        if (terminal || fed % 10 === 0) line(`fed ${fed}, safe ${acknowledged}`)
        return
      case 'acknowledged':
        acknowledged = progress.acknowledged
        if (terminal) line(`fed ${fed}, safe ${acknowledged}`)
        return
      case 'rejected':
        line(`rejected ${JSON.stringify(progress.name)}: ${progress.code}: ${progress.detail}`)
        return
      case 'refused':
        line(`image ${progress.image} refused: ${progress.code}: ${progress.detail}`)
        return
      case 'by-hand':
        line(`batch ${progress.batch} ${progress.event === 'opened' ? 'waits for the pages of' : 'is for'} cover ${progress.cover.id}`)
        return
      case 'code-refused':
      case 'notice':
      case 'waiting':
        line(progress.detail)
        return
      case 'feeding-ended':
        line(`fed ${progress.images} images: ${progress.detail}`)
        return
      case 'report':
        line(recordsLine(progress.report))
        return
      case 'started':
        line(`batch ${progress.batch}${progress.resumed ? ' goes on' : ''}`)
    }
  }
}

function recordsLine(report: Extract<Progress, { type: 'report' }>['report']): string {
  const done = report.records.filter((record) => record.state === 'searchable').length
  return `${report.step}: ${done} of ${report.records.length} records searchable`
}
