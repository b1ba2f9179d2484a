import type { TemplateResult } from 'lit'
import type { Place } from '../state/path.ts'
import type { Permission } from '../state/permissions.ts'

/** One screen: where it lies, who may open it, and how it comes and is drawn. */
export type Screen = {
  pattern: string
  title: () => string
  needs: Permission
  load: () => Promise<unknown>
  draw: (place: Place) => TemplateResult
}
