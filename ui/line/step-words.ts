import { msg } from '@lit/localize'

type Step = { title: () => string; path?: (subject: string) => string }

const record = (subject: string): string => `/records/${subject}`
const act = (subject: string): string => `/retention/acts/${subject}`
const card = (subject: string): string => `/registry/cards/${subject}`

/** What each step of the line does (`server/line.ts`), and where its subject is looked at. */
const steps: Readonly<Record<string, Step>> = {
  'split': { title: () => msg('Divide a batch into records'), path: (id) => `/capture/${id}` },
  'keep-set-aside': { title: () => msg('Keep the sheets that were set aside'), path: (id) => `/capture/${id}` },
  'publish': { title: () => msg('Put a record into the archive') },
  'enqueue-pages': { title: () => msg('Hand pages to be read'), path: record },
  'compute-retention': { title: () => msg('Compute how long a record is kept'), path: record },
  'join-card': { title: () => msg('Join a scan to its document'), path: record },
  'render-access': { title: () => msg('Make the copy for reading'), path: record },
  'write-description': { title: () => msg('Write the description of a record'), path: record },
  'index': { title: () => msg('Take a record into the search'), path: record },
  'match-holds': { title: () => msg('Ask the holds whether they mean a record'), path: record },
  'check-act-lines': { title: () => msg('Check the acts on which a record stands') },
  'spread-hold': { title: () => msg('Show a hold in the lists') },
  'check-acts': { title: () => msg('Check the acts that are drawn up') },
  'check-acts-later': { title: () => msg('Check the acts on the day of new rules') },
  'compute-file-retention': { title: () => msg('Compute how long a file is kept'), path: (id) => `/files/${id}` },
  'spread-body-facts': { title: () => msg('Compute anew what rests on facts of a body') },
  'spread-version': { title: () => msg('Compute anew what new rules touch') },
  'execute-act': { title: () => msg('Execute an act'), path: act },
  'sweep-act': { title: () => msg('Remove the traces of what an act destroyed'), path: act },
  'file-act': { title: () => msg('Put an executed act into the archive'), path: act },
  'end-local-copy': { title: () => msg('End the local copy of what was handed over'), path: act },
  'end-work-of-card': { title: () => msg('End the tasks of an annulled document'), path: card },
  'recount-deadlines': { title: () => msg('Count deadlines anew by a changed calendar') },
  'follow-deadline': { title: () => msg('Move the tasks with the deadline of a document'), path: card },
  'issue-draft': { title: () => msg('Make the sheet of a registered draft'), path: (id) => `/tasks/drafts/${id}` },
  'attach-upload': { title: () => msg('Attach an uploaded file') },
}

/** What a step does, in the language of the UI; its code when it is not of the list. */
export function lineStepTitle(step: string): string {
  return steps[step]?.title() ?? step
}

/** The screen of what a step is about; null where there is none. */
export function lineStepPath(step: string, subject: string): string | null {
  return steps[step]?.path?.(subject) ?? null
}
