/** A line without its line feed; `cut`: none followed, or the line is longer than allowed and only its beginning is here. */
export type Line = { bytes: Buffer; cut: boolean }

/** Divides bytes into lines; memory stays at one line of at most `longestBytes`. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, longestBytes: number): AsyncGenerator<Line> {
  let parts: Buffer[] = []
  let length = 0
  const take = (cut: boolean): Line => {
    const line = { bytes: Buffer.concat(parts), cut: cut || length > longestBytes }
    parts = []
    length = 0
    return line
  }
  const keep = (part: Buffer) => {
    if (length <= longestBytes) parts.push(part)
    length += part.length
  }
  for await (const chunk of chunks) {
    let from = 0
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      keep(bytes.subarray(from, end))
      yield take(false)
      from = end + 1
    }
    if (from < bytes.length) keep(Buffer.from(bytes.subarray(from)))
  }
  if (length > 0) yield take(true)
}
