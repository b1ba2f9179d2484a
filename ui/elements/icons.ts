import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js'

/**
 * Points Web Awesome's icons at our own sprite sheet. Its default library fetches from the network,
 * and its system library fetches `data:` addresses, which the content security policy refuses.
 */
export function registerIcons(): void {
  const own = {
    resolver: (name: string) => `/icons.svg#${name}`,
    spriteSheet: true,
    // Without a view box the browser lays the picture out 300 px wide.
    mutator: (svg: SVGElement) => svg.setAttribute('viewBox', '0 0 24 24'),
  }
  registerIconLibrary('default', own)
  registerIconLibrary('system', own)
}
