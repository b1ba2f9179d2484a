import { msg } from '@lit/localize'
import { garbledCode, offlineCode } from './ui-error.ts'
import type { UiError } from './ui-error.ts'

/** The title of an error in the language of the UI; the server's own title for codes not named here. */
export function errorTitle(error: UiError): string {
  switch (error.code) {
    case offlineCode:
      return msg('The server cannot be reached')
    case garbledCode:
      return msg('The answer cannot be read')
    case 'bad-query':
      return msg('The search query is not understood')
    case 'unauthenticated':
      return msg('Please sign in')
    case 'forbidden':
      return msg('Your role does not allow this')
    case 'not-found':
      return msg('There is no such thing')
    case 'already-exists':
      return msg('It exists already')
    case 'not-in-this-state':
      return msg('This is not possible in the present state')
    case 'too-many-requests':
      return msg('Too many attempts')
    case 'unreachable':
      return msg('A part of the system cannot be reached')
    case 'bad-request':
      return msg('The input is not accepted')
    case 'internal':
      return msg('Something went wrong on our side')
    default:
      return error.title === '' ? msg('This did not work') : error.title
  }
}

/** What the person can do about it. */
export function errorSentence(error: UiError): string {
  if (error.code === offlineCode) return msg('Check the network and try again; nothing has been lost.')
  if (error.code === garbledCode) return msg('Reload the page. If it happens again, tell the administrator.')
  return error.sentence
}
