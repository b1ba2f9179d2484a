import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Answer of a helper process, or how it failed to answer; after a failure it is gone. */
export type Reply = { ok: true; message: unknown } | { ok: false; reason: 'crashed' | 'timeout' | 'stopped' }

/**
 * A program of ours in a process of its own, for work that may crash, hang or grow: one question at a
 * time, each with a time limit. Programs of the system are started by `start-program.ts`, and nothing else
 * of the agent starts processes.
 */
export type HelperProcess = {
  ask(question: unknown, timeoutMs: number): Promise<Reply>
  /** Whether it can be asked again. */
  alive(): boolean
  stop(): void
}

/**
 * Starts `module` (a file URL) under the same Node. `heapMb` bounds its JavaScript heap; what else it
 * must not exceed it watches itself (`watch-self.ts`). It ends with the agent, however that ends.
 */
export function startHelper(module: URL, args: string[], options: { heapMb: number }): HelperProcess {
  const child = fork(fileURLToPath(module), args, {
    execArgv: [`--max-old-space-size=${options.heapMb}`, '--disable-warning=ExperimentalWarning'],
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { UV_THREADPOOL_SIZE: '2' },
  })
  let stopped = false
  const stop = (): void => {
    stopped = true
    child.kill('SIGKILL')
  }
  child.on('error', stop)
  return {
    stop,
    alive: () => child.connected && !child.killed,
    async ask(question, timeoutMs) {
      const reply = await answerOf(child, question, timeoutMs)
      if (!reply.ok) child.kill('SIGKILL')
      return !reply.ok && stopped ? { ok: false, reason: 'stopped' } : reply
    },
  }
}

function answerOf(child: ChildProcess, question: unknown, timeoutMs: number): Promise<Reply> {
  return new Promise((resolve) => {
    const finish = (reply: Reply): void => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      resolve(reply)
    }
    const onMessage = (message: unknown): void => finish({ ok: true, message })
    const onExit = (): void => finish({ ok: false, reason: 'crashed' })
    const timer = setTimeout(() => finish({ ok: false, reason: 'timeout' }), timeoutMs)
    child.once('message', onMessage)
    child.once('exit', onExit)
    if (!child.connected) {
      onExit()
      return
    }
    child.send(question as object, (error) => {
      if (error !== null) onExit()
    })
  })
}
