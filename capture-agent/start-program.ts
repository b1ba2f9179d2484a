import { spawn, type ChildProcess } from 'node:child_process'

/** How a program came to its end. `hung`: it said nothing for too long and was ended by us. */
export type ProgramEnd =
  | { kind: 'exited'; code: number }
  | { kind: 'crashed'; signal: string }
  | { kind: 'not-started'; missing: boolean; detail: string }
  | { kind: 'hung' }
  | { kind: 'stopped' }

export type ProgramOptions = {
  /** The whole environment of the program. */
  env: Record<string, string>
  folder?: string
  onText(stream: 'output' | 'error', text: string): void
}

/** A program of the system that runs beside us, in a process group of its own. */
export type RunningProgram = {
  write(text: string): void
  endInput(): void
  /** From now on it must say something every so many ms, or it is taken for hung; null: it may be silent. */
  expectWithin(ms: number | null): void
  stop(): void
  ended: Promise<ProgramEnd>
}

const politeMs = 3_000
const deadMs = 2_000

/**
 * Starts a program with arguments as they are (there is no shell). Ending it goes in steps, each for its
 * whole process group: asked (SIGTERM), killed 3 s later, and given up where even that does not help.
 */
export function startProgram(program: string, args: readonly string[], options: ProgramOptions): RunningProgram {
  const child = spawn(program, args, { env: options.env, stdio: 'pipe', detached: true, ...(options.folder === undefined ? {} : { cwd: options.folder }) })
  const ended = Promise.withResolvers<ProgramEnd>()
  let forced: 'hung' | 'stopped' | null = null
  let silence: NodeJS.Timeout | undefined
  let allowedMs: number | null = null
  const ladder: NodeJS.Timeout[] = []

  const watch = (): void => {
    clearTimeout(silence)
    if (allowedMs !== null && forced === null) silence = setTimeout(() => end('hung'), allowedMs)
  }
  const end = (why: 'hung' | 'stopped'): void => {
    if (forced !== null) return
    forced = why
    clearTimeout(silence)
    child.stdin?.end()
    signalGroup(child, 'SIGTERM')
    ladder.push(setTimeout(() => signalGroup(child, 'SIGKILL'), politeMs), setTimeout(() => finish({ kind: why }), politeMs + deadMs))
  }
  const finish = (how: ProgramEnd): void => {
    allowedMs = null
    clearTimeout(silence)
    for (const timer of ladder) clearTimeout(timer)
    child.unref()
    ended.resolve(forced === null ? how : { kind: forced })
  }

  listen(child, (stream, text) => {
    watch()
    options.onText(stream, text)
  })
  child.once('error', (error: NodeJS.ErrnoException) => finish({ kind: 'not-started', missing: error.code === 'ENOENT', detail: error.message }))
  // A grandchild may hold the pipes open after the program itself has ended.
  child.once('exit', (code, signal) => {
    const how: ProgramEnd = code === null ? { kind: 'crashed', signal: signal ?? '' } : { kind: 'exited', code }
    child.once('close', () => finish(how))
    ladder.push(setTimeout(() => finish(how), deadMs))
  })
  return {
    write: (text) => void child.stdin?.write(text),
    endInput: () => void child.stdin?.end(),
    expectWithin(ms) {
      allowedMs = ms
      watch()
    },
    stop: () => end('stopped'),
    ended: ended.promise,
  }
}

function listen(child: ChildProcess, onText: ProgramOptions['onText']): void {
  child.stdout?.setEncoding('utf8').on('data', (text: string) => onText('output', text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => onText('error', text))
  // It may be gone before it has read all that was written to it.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.on('error', () => undefined)
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It has ended in between.
  }
}
