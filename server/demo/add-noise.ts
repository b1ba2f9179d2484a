/** A stream of numbers in 0..1 that depends on the seed only (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Strews black and white dust over grey pixels in place; `share` of all pixels, 0..1. */
export function addNoise(pixels: Uint8Array, share: number, seed: number): void {
  const random = seededRandom(seed)
  const specks = Math.round(pixels.length * share)
  for (let i = 0; i < specks; i++) pixels[Math.floor(random() * pixels.length)] = random() < 0.5 ? 0 : 255
}
