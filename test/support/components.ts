import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'

export type Component = { name: string; state: 'there' | 'brought' | 'missing'; detail: string }

/** Programs of Debian packages that some suites run for real. */
const debian = [
  { name: 'Chromium', program: '/usr/bin/chromium', package: 'chromium' },
  { name: 'pdftotext', program: '/usr/bin/pdftotext', package: 'poppler-utils' },
] as const

const veraPdf = 'org.verapdf.apps:greenfield-apps:1.28.2'

/**
 * Finds the real components of the tests and brings the missing ones where this user may: Debian
 * packages as root, veraPDF through Maven and ocfl-py through pip into `.cache`.
 */
export function bringComponents(root: string): Component[] {
  const cache = resolve(root, '.cache')
  mkdirSync(cache, { recursive: true })
  return [...bringDebian(), bringVeraPdf(cache), bringOcflPy(cache)]
}

function bringDebian(): Component[] {
  const missing = debian.filter(({ program }) => !existsSync(program))
  const mayInstall = missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (mayInstall) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { env })
    spawnSync('apt-get', ['install', '-y', '-qq', ...missing.map((one) => one.package)], { env })
  }
  return debian.map((one) => {
    if (!existsSync(one.program)) return { name: one.name, state: 'missing', detail: `install the Debian package ${one.package}` }
    return { name: one.name, state: missing.includes(one) ? 'brought' : 'there', detail: one.program }
  })
}

function bringVeraPdf(cache: string): Component {
  const folder = resolve(cache, 'verapdf')
  const jar = resolve(folder, 'greenfield-apps.jar')
  if (existsSync(jar)) return { name: 'veraPDF', state: 'there', detail: '1.28.2' }
  mkdirSync(folder, { recursive: true })
  spawnSync('mvn', ['-q', '-B', 'dependency:copy', `-Dartifact=${veraPdf}`, `-DoutputDirectory=${folder}`, '-Dmdep.stripVersion=true'], { cwd: folder })
  return existsSync(jar) ? { name: 'veraPDF', state: 'brought', detail: '1.28.2' } : { name: 'veraPDF', state: 'missing', detail: 'needs Java 17 and Maven' }
}

function bringOcflPy(cache: string): Component {
  const folder = resolve(cache, 'ocfl-py')
  const python = resolve(folder, 'bin/python')
  const works = () => spawnSync(python, ['-c', 'import ocfl']).status === 0
  if (works()) return { name: 'ocfl-py', state: 'there', detail: '2.1' }
  spawnSync('python3', ['-m', 'venv', folder])
  spawnSync(python, ['-m', 'pip', 'install', '-q', 'ocfl-py==2.1.0'])
  return works() ? { name: 'ocfl-py', state: 'brought', detail: '2.1' } : { name: 'ocfl-py', state: 'missing', detail: 'needs Python 3 with venv and pip' }
}
