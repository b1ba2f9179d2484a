import type { ActsContext } from '../acts/context.ts'
import type { FormsContext } from '../forms/context.ts'

/** What the use cases of handing over work with. */
export type TransferContext = ActsContext & FormsContext
