import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Sends a signal to a process of ours and waits for its end; one that has ended already is left alone. */
export async function endProcess(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
