import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What a driver does that no real one can be made to do: `half-image` a page short of half its pixels with exit code 0;
 * `silent-end` exit code 0 without a word; `crash` by a signal; `deaf` neither scans nor heeds SIGTERM, with a
 * child that holds its pipes; `deaf-close` scans all and hangs on closing; `garbage` says nonsense instead of options.
 */
export type Misdeed = 'half-image' | 'silent-end' | 'crash' | 'deaf' | 'deaf-close' | 'garbage' | 'no-right'

const options = `    --mode Gray|Color [Gray]
    --resolution 75|300dpi [75]
    --source ADF [ADF]`

const ends: Record<Misdeed, string> = {
  'half-image': 'page 1; half 2; page 3; empty',
  'silent-end': 'page 1; exit 0',
  'crash': 'page 1; kill -SEGV $$',
  'deaf': "trap '' TERM; page 1; sleep 600 & wait; wait; sleep 600",
  'deaf-close': "trap '' TERM; page 1; say 'sane_start: Document feeder out of documents'; echo 'Batch terminated, 1 page scanned' >&2; sleep 600",
  'garbage': 'exit 0',
  'no-right': 'exit 1',
}

/** Writes a program that stands in for scanimage into \`folder\`; \`image\` is a TIFF that it gives as every page. */
export async function fakeDriver(folder: string, misdeed: Misdeed, image: string): Promise<string> {
  const path = join(folder, `driver-${misdeed}`)
  const script = `#!/bin/sh
say() { echo "scanimage: $1" >&2; }
prompt() { dd bs=1 count=1 >/dev/null 2>&1; }
page() { prompt; cp '${image}' "$(printf '%06d.tif' "$1")"; printf '%06d.tif\\n' "$1"; }
half() { prompt; head -c 30000 '${image}' > "$(printf '%06d.tif' "$1")"; printf '%06d.tif\\n' "$1"; }
empty() { say 'sane_start: Document feeder out of documents'; echo 'Batch terminated, 3 pages scanned' >&2; exit 0; }
case "$*" in
  *--all-options*) ${misdeed === 'garbage' ? "printf '\\001\\002 --- [[[\\n    --\\n    -- [\\n'; exit 0" : misdeed === 'no-right' ? "say 'open of device x:1 failed: Access to resource has been denied'; exit 1" : `cat <<'END'\n${options}\nEND\n    exit 0`} ;;
esac
${ends[misdeed]}
`
  await writeFile(path, script)
  await chmod(path, 0o755)
  return path
}
