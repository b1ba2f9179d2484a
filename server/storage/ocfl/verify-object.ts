import type { Fault } from '../content-store.ts'
import { objectPath, type StoreContext } from './store-context.ts'
import { readSealed } from './read-inventory.ts'
import { validateObject } from './validate-object.ts'

/** The findings about one object as faults; its id must be the one that its place in the store stands for. */
export async function verifyObject(context: StoreContext, id: string, full: boolean): Promise<Fault[]> {
  const object = objectPath(context, id)
  const findings = await validateObject(context.files, object, { full })
  const faults = findings.map(({ file, code, text }) => ({ file, fault: `${text} (${code})` }))
  const sealed = await readSealed(context.files, object)
  if (sealed !== null && sealed.inventory.id !== id) faults.push({ file: 'inventory.json', fault: `the inventory is that of ${sealed.inventory.id} (E083)` })
  return faults
}
