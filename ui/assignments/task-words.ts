import { msg, str } from '@lit/localize'
import type { AssignmentState, Bucket, MoveName, TaskEvent, TaskListName } from '#contract/assignments.ts'
import { formatDate } from '../text/format.ts'

/** Names of the lists of tasks. */
export function listName(list: TaskListName): string {
  switch (list) {
    case 'mine':
      return msg('My tasks')
    case 'unit':
      return msg('My unit')
    case 'control':
      return msg('On control')
    case 'given':
      return msg('Given by me')
  }
}

export function bucketName(bucket: Bucket): string {
  switch (bucket) {
    case 'overdue':
      return msg('Overdue')
    case 'today':
      return msg('Due today')
    case 'week':
      return msg('This week')
    case 'later':
      return msg('Later')
    case 'undated':
      return msg('Without a deadline')
    case 'ended':
      return msg('Ended')
  }
}

/** A task that is open and has a controller is said to be on control. */
export function taskState(state: AssignmentState, controlled: boolean): string {
  switch (state) {
    case 'open':
      return controlled ? msg('on control') : msg('open')
    case 'executed':
      return msg('reported executed')
    case 'off-control':
      return msg('off control')
    case 'closed':
      return msg('closed')
    case 'cancelled':
      return msg('cancelled')
  }
}

/** What a button says. */
export function moveName(move: MoveName): string {
  switch (move) {
    case 'name-executor':
      return msg('Name the executor')
    case 'transfer':
      return msg('Transfer')
    case 'extend':
      return msg('Extend')
    case 'report':
      return msg('Report execution')
    case 'return':
      return msg('Return')
    case 'take-off-control':
      return msg('Take off control')
    case 'close':
      return msg('Close the task')
    case 'cancel':
      return msg('Cancel the task')
    case 'contribute':
      return msg('Contribute')
  }
}

const events: Readonly<Record<string, () => string>> = {
  'made': () => msg('Task given'),
  'seen': () => msg('Opened by the executor'),
  'name-executor': () => msg('Executor named'),
  'transfer': () => msg('Task transferred'),
  'extend': () => msg('Deadline extended'),
  'followed-deadline': () => msg('Deadline moved with that of the document'),
  'report': () => msg('Execution reported'),
  'return': () => msg('Returned with a remark'),
  'take-off-control': () => msg('Taken off control'),
  'close': () => msg('Task closed'),
  'cancel': () => msg('Task cancelled'),
  'contribute': () => msg('Contribution given'),
  'reorganised': () => msg('Passed to another unit by reorganisation'),
}

/** What happened; an event that is not known is said in the word of the server. */
export const eventName = (event: string): string => events[event]?.() ?? event

/** What the history says of an event besides its name: days, words, for whom. */
export function eventDetails({ event, details }: TaskEvent): string {
  const text = (name: string): string => (typeof details[name] === 'string' ? details[name] : '')
  const given = event === 'made' && text('dueOn') !== '' ? formatDate(text('dueOn')) : ''
  const days = event === 'extend' || event === 'followed-deadline' ? [text('from'), text('dueOn') || text('to')].filter((day) => day !== '').map(formatDate).join(' → ') : ''
  const people = event === 'transfer' ? `${text('from')} → ${text('executor')}` : event === 'name-executor' ? text('executor') : event === 'reorganised' ? `${text('from')} → ${text('to')}` : ''
  const words = [text('reason'), text('remark'), text('report'), text('contribution')].filter((one) => one !== '').join(' ')
  const stood = text('onBehalfOf') === '' ? '' : msg(str`for ${text('onBehalfOf')}`)
  return [given, days, people, words, stood].filter((one) => one !== '').join(' · ')
}

/** What the route of a kind of document proposes next. */
export function stepName(step: string): string {
  const names: Readonly<Record<string, () => string>> = {
    head: () => msg('resolution of the head'),
    unit: () => msg('assignment to a unit'),
    executor: () => msg('naming the executor'),
    reply: () => msg('draft of the reply'),
    visa: () => msg('visas'),
    approval: () => msg('approval'),
    sending: () => msg('sending'),
    file: () => msg('filing'),
  }
  return names[step]?.() ?? step
}
