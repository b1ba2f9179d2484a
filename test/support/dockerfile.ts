export type DockerLine = { word: string; rest: string }
export type DockerStage = { name: string; from: string; lines: DockerLine[] }

/** The stages of a Dockerfile; lines that continue are one, comments are dropped. */
export function stagesOf(text: string): { all: DockerStage[]; inherited(name: string): DockerLine[] } {
  const lines = text.replaceAll(/^\s*#.*\n/gm, '').replaceAll(/\\\n/g, ' ').split('\n').filter((line) => line.trim() !== '')
  const all: DockerStage[] = []
  for (const line of lines) {
    const [word = '', ...words] = line.trim().split(/\s+/)
    if (word === 'FROM') all.push({ from: words[0] ?? '', name: words[2] ?? '', lines: [] })
    else all.at(-1)?.lines.push({ word, rest: words.join(' ') })
  }
  /** What a stage has of the stages that it is made from, and its own. */
  const inherited = (name: string): DockerLine[] => {
    const stage = all.find((one) => one.name === name)
    return stage ? [...inherited(stage.from), ...stage.lines] : []
  }
  return { all, inherited }
}
