import { msg } from '@lit/localize'
import type { ReportName } from '../api/reports.ts'

/** Names of the reports and what each is for, in the order in which they are offered. */
export const reportWords: Readonly<Record<ReportName, { title: () => string; about: () => string }>> = {
  discipline: { title: () => msg('Executive discipline'), about: () => msg('Tasks by unit and executor: on time, late, overdue; reconciled with the registers.') },
  holders: { title: () => msg('Who holds what'), about: () => msg('Documents that are not closed, by who holds them now and since when.') },
  volume: { title: () => msg('Volume of documents'), about: () => msg('Incoming, outgoing, internal documents and appeals by unit and month.') },
  observance: { title: () => msg('Observance of electronic work'), about: () => msg('Registered late, on paper only, tasks nobody opened: for the head of each unit.') },
  stages: { title: () => msg('Days per stage'), about: () => msg('Median days of each stage, month against month, before and after a change.') },
  electronic: { title: () => msg('Electronic routes'), about: () => msg('Share of documents that went the whole way without paper.') },
  prints: { title: () => msg('Printed and electronic pages'), about: () => msg('Pages given out for printing against pages that stayed on the screen.') },
}
