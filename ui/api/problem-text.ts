import { msg } from '@lit/localize'
import type { ProblemCode } from '#kernel/errors.ts'
import { currentLanguage } from '../text/locale.ts'
import { refusalText } from './refusal-text.ts'
import { garbledCode, offlineCode } from './ui-error.ts'
import type { UiError } from './ui-error.ts'

type Code = ProblemCode | typeof offlineCode | typeof garbledCode
type Text = { title: () => string; advice: () => string }

/** What every code means and what a person can do, in the language of the UI. */
const texts: Readonly<Record<Code, Text>> = {
  [offlineCode]: { title: () => msg('The server cannot be reached'), advice: () => msg('Check the network and try again; nothing has been lost.') },
  [garbledCode]: { title: () => msg('The answer cannot be read'), advice: () => msg('Reload the page. If it happens again, tell the administrator.') },
  'bad-request': { title: () => msg('The input is not accepted'), advice: () => msg('Check what you entered and try again.') },
  'bad-query': { title: () => msg('The search query is not understood'), advice: () => msg('Search for one word first, then add others.') },
  'bad-image': { title: () => msg('The image cannot be read'), advice: () => msg('It is damaged or incomplete. Scan the page again or send the file again.') },
  'image-too-large': { title: () => msg('The image is too large'), advice: () => msg('Scan it at a lower resolution.') },
  'image-too-small': { title: () => msg('The image is too small to be a page'), advice: () => msg('Scan it at a higher resolution.') },
  'empty-file': { title: () => msg('The file is empty'), advice: () => msg('Scan the page again or send the file again.') },
  'encrypted-file': { title: () => msg('The file is protected by a password'), advice: () => msg('Save it without a password and send it again.') },
  'unknown-format': { title: () => msg('The file has a format that is not accepted'), advice: () => msg('Accepted are JPEG, PNG, TIFF, WebP, PDF and plain text.') },
  'too-many-pages': { title: () => msg('The file has too many pages'), advice: () => msg('Divide it into smaller files.') },
  'bad-name': { title: () => msg('The file name cannot be used'), advice: () => msg('Give the file another name.') },
  'body-too-large': { title: () => msg('What was sent is too large'), advice: () => msg('Send a smaller file.') },
  'checksum-mismatch': { title: () => msg('The bytes are not those that were announced'), advice: () => msg('Something changed on the way. Send it again.') },
  'upload-cut-off': { title: () => msg('The upload ended early'), advice: () => msg('Check the network and send it again.') },
  'page-conflict': { title: () => msg('Another image was already received under this number'), advice: () => msg('The first image is kept. Feed the sheet again in a new batch.') },
  'batch-closed': { title: () => msg('The batch is closed'), advice: () => msg('Start a new batch.') },
  'batch-incomplete': { title: () => msg('The batch does not add up'), advice: () => msg('Images are missing. The station sends them by itself; look whether it is switched on.') },
  'not-in-this-state': { title: () => msg('This is not possible in the present state'), advice: () => msg('Somebody may have changed it meanwhile. Reload the page and look again.') },
  'lease-lost': { title: () => msg('The page has passed to another recogniser'), advice: () => msg('Nothing needs to be done.') },
  'bad-schedule': { title: () => msg('The retention schedule has faults'), advice: () => msg('Tell the records manager: the rules must be checked.') },
  'unauthenticated': { title: () => msg('Please sign in'), advice: () => msg('Your session has ended or you are not signed in.') },
  'forbidden': { title: () => msg('Your role does not allow this'), advice: () => msg('Ask the administrator if you need it.') },
  'not-found': { title: () => msg('There is no such thing'), advice: () => msg('It does not exist, or you may not see it.') },
  'wrong-method': { title: () => msg('The input is not accepted'), advice: () => msg('Reload the page. If it happens again, tell the administrator.') },
  'already-exists': { title: () => msg('It exists already'), advice: () => msg('Choose another name.') },
  'too-many-requests': { title: () => msg('Too many attempts'), advice: () => msg('Wait a minute and try again.') },
  'insecure-transport': { title: () => msg('The connection is not protected'), advice: () => msg('Use the address that begins with https.') },
  'unreachable': { title: () => msg('A part of the system cannot be reached'), advice: () => msg('Nothing is lost. Try again soon; if it stays so, tell the administrator.') },
  'storage-full': { title: () => msg('The disk of the archive is full'), advice: () => msg('Nothing is lost; when there is room again, it goes on by itself. Tell the administrator.') },
  'integrity': { title: () => msg('Stored bytes are not what they were'), advice: () => msg('Tell the administrator at once: the file must be restored from a backup.') },
  'bad-configuration': { title: () => msg('The settings have faults'), advice: () => msg('Tell the administrator.') },
  'internal': { title: () => msg('Something went wrong on our side'), advice: () => msg('Try again. If it happens again, tell the administrator the number of the request.') },
}

function textOf(code: string): Text | null {
  return Object.hasOwn(texts, code) ? texts[code as Code] : null
}

/** The title of an error in the language of the UI; the server's own title for a code that is not of the list. */
export function errorTitle(error: UiError): string {
  const known = textOf(error.code)
  if (known !== null) return known.title()
  return error.title === '' ? msg('This did not work') : error.title
}

/** What the person can do about it: by the reason, in English by the server's own sentence, else by the code. */
export function errorSentence(error: UiError): string {
  const refused = refusalText(error.reason, error.facts)
  if (refused !== null) return refused
  if (currentLanguage() === 'en' && error.sentence !== '') return error.sentence
  return textOf(error.code)?.advice() ?? error.sentence
}

/** The server's sentence where the screen shows another that says less; empty where nothing is left out. */
export function unsaidSentence(error: UiError): string {
  const left = refusalText(error.reason, error.facts) === null && errorSentence(error) !== error.sentence
  return left ? error.sentence : ''
}

/** Title and advice for a code alone, as a rejected sheet has it; null for a code that is not of the list. */
export function problemText(code: string): { title: string; advice: string } | null {
  const known = textOf(code)
  return known === null ? null : { title: known.title(), advice: known.advice() }
}
