import type { BatchReport } from '#contract/capture.ts'

/** The batch report for people. */
export function reportText(report: BatchReport): string {
  const reasons = Map.groupBy(report.setAside, (one) => one.reason)
  const aside = [...reasons].map(([reason, images]) => `${images.length} ${reason}`).join(', ')
  const held = report.fed - report.archived - report.setAside.length
  return [
    `Batch ${report.batch}: ${report.state} (${report.step})`,
    `  fed ${report.fed} = archived ${report.archived} + set aside ${report.setAside.length}${aside ? ` (${aside})` : ''} + in exceptions ${held}`,
    ...report.records.map((record) => `  record ${record.id}  ${record.class ?? '-'}  images ${record.pages.join(' ')}  ${record.language ?? '-'}  ${record.state}`),
    ...report.exceptions.map((exception) => `  exception ${exception.code} at image ${exception.image}: ${exception.detail}`),
    ...report.rejected.map((sheet) => `  rejected ${JSON.stringify(sheet.name)}: ${sheet.code}: ${sheet.detail}`),
    `  seconds: feed ${report.seconds.feed}, upload ${report.seconds.upload}, recognise ${report.seconds.recognise}, index ${report.seconds.index}, total ${report.seconds.total}`,
  ].join('\n')
}
