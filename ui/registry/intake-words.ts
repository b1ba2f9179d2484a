import { msg, str } from '@lit/localize'
import type { IntakeItemView } from '../api/counter.ts'

/** By what way something came. */
export function sourceName(source: IntakeItemView['source']): string {
  switch (source) {
    case 'online': return msg('public page')
    case 'mail': return msg('e-mail')
    case 'folder': return msg('folder')
    case 'api': return msg('other program')
  }
}

/** What a clerk does about something that is not as it was sent. */
export function noteText(note: NonNullable<IntakeItemView['note']>): string {
  switch (note) {
    case 'too-large': return msg('It is larger than the archive takes. It lies whole where it came in: in the mail folder for what was taken, or in the folder of the scanner.')
    case 'unreadable': return msg('It is damaged and could be read only in part. The whole message lies beside it.')
    case 'too-many-files': return msg('It has more files than are taken. The whole message with all of them lies beside it.')
    case 'not-a-document': return msg('The file is of a kind that the archive does not keep: not a PDF and not a picture.')
  }
}

/** Why the sender of something that came is not answered by mail. */
export function unansweredText(refused: NonNullable<NonNullable<IntakeItemView['reply']>['refused']>): string {
  switch (refused) {
    case 'no-address': return msg('The sender left no address of mail and is not answered.')
    case 'no-mail': return msg('Mail is not set up on this server: the sender is not answered.')
    case 'automatic': return msg('A mailing list or a program sent it: nobody is answered, so that no letters go round in a circle.')
    case 'no-reply': return msg('Nobody reads what is sent to this address: it is not answered.')
    case 'often': return msg('This address was answered three times within a day: it is not answered again today.')
  }
}

/** What became of the answer to a sender. */
export function answerText({ to, state }: NonNullable<NonNullable<IntakeItemView['decided']>['answer']>): string {
  switch (state) {
    case 'queued': return msg(str`The answer to ${to} waits to be sent`)
    case 'sent': return msg(str`Answered: ${to}`)
    case 'failed': return msg(str`The answer to ${to} could not be sent`)
    case 'bounced': return msg(str`The answer to ${to} came back`)
  }
}

/** What a sender is asked for, by the name of the field. */
export function payloadName(name: string): string {
  const known: Readonly<Record<string, () => string>> = { message: () => msg('Message'), phone: () => msg('Phone'), address: () => msg('Address'), code: () => msg('Code'), program: () => msg('Program'), reference: () => msg('Their number') }
  return known[name]?.() ?? name
}
