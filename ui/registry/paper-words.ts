import { msg } from '@lit/localize'
import type { PaperForm, PaperRole } from '#contract/card-papers.ts'

/** What a record is to its card, in the language of the UI. */
export function paperRoleName(role: PaperRole): string {
  switch (role) {
    case 'document':
      return msg('Document')
    case 'annex':
      return msg('Annex')
    case 'draft':
      return msg('Draft')
    case 'reply':
      return msg('Reply')
    case 'approval-sheet':
      return msg('Approval sheet')
    case 'slip':
      return msg('Signed slip')
  }
}

/** Whether a file is itself the original. */
export function paperFormName(form: PaperForm): string {
  return form === 'electronic-original' ? msg('Electronic original') : msg('Scanned copy of paper')
}
