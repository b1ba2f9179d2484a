import { createStore } from './store.ts'

/** A short message that something was done; shown by the shell for a while and read out. */
export type Notice = { text: string; at: number }

export const notice = createStore<Notice | null>(null)

export function announce(text: string): void {
  notice.set({ text, at: performance.now() })
}
