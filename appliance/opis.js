#!/usr/bin/env node
// Starts the command line on the Node that the package brings along, whatever Node runs this file.
// It is plain JavaScript because Node 20 cannot read TypeScript.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const inCheckout = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const node = inCheckout('node_modules/node/bin/node')
const atTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY)

if (!existsSync(node)) {
  process.stderr.write(`opis: Node 24 is missing. Run "npm ci" in ${inCheckout('')}\n`)
  process.exit(3)
}

// The server lives for months: its heap and its allocator are kept small, which costs it no time that could be measured.
const small = JSON.parse(readFileSync(inCheckout('appliance/start-flags.json'), 'utf8'))
const starts = process.argv[2] === 'start'
const opis = spawn(node, [...(starts ? small.flags : []), inCheckout('server/cli/opis.ts'), ...process.argv.slice(2)], { stdio: 'inherit', env: { ...(starts ? small.env : {}), ...process.env } })

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // A terminal sends Ctrl-C to both; a second one would cut the orderly stop short.
    if (signal === 'SIGINT' && atTerminal) return
    opis.kill(signal)
  })
}
opis.once('error', (error) => {
  process.stderr.write(`opis: Node 24 did not start: ${error.message}\n`)
  process.exitCode = 1
})
// Ended by a signal: 128 and its number, as shells say it.
opis.once('exit', (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal]
})
