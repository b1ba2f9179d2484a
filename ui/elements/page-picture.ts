import OpenSeadragon from 'openseadragon'
import { css, html } from 'lit'
import type { PropertyValues } from 'lit'
import { define, OpisElement } from './base.ts'
import { shared } from '../styles/shared.ts'

/** A place on the picture: fractions of the page `[x, y, width, height]` from the upper left. */
export type Mark = { box: readonly [number, number, number, number]; current: boolean }

/** Width of the part of the page shown when the picture moves to a mark, as a fraction of the page. */
const closeUpWidth = 0.55

/** A page as a deep-zoom picture with places marked on it. Announces `picture-failed`. */
export class PagePicture extends OpisElement {
  static override properties = { src: {}, marks: { attribute: false }, label: {} }
  declare src: string
  declare marks: readonly Mark[]
  declare label: string

  #viewer: OpenSeadragon.Viewer | null = null
  #drawn: HTMLElement[] = []

  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        background: var(--o-sunken);
      }
      .canvas {
        position: absolute;
        inset: 0;
      }
      .canvas:focus-within {
        outline: 3px solid var(--o-focus);
        outline-offset: -3px;
      }
      .canvas * {
        outline: none;
      }
      .mark {
        background: rgb(255 214 64 / 45%);
        mix-blend-mode: multiply;
        border-radius: 2px;
        pointer-events: none;
      }
      .mark.current {
        background: rgb(255 158 40 / 50%);
        box-shadow: 0 0 0 2px #c25e00;
      }
    `,
  ]

  constructor() {
    super()
    this.src = ''
    this.marks = []
    this.label = ''
  }

  override render() {
    return html`<div class="canvas" role="img" aria-label=${this.label}></div>`
  }

  override disconnectedCallback(): void {
    this.#viewer?.destroy()
    this.#viewer = null
    super.disconnectedCallback()
  }

  protected override updated(changed: PropertyValues<this>): void {
    const viewer = this.#viewer ?? this.#create()
    if (changed.has('src') && this.src !== '') viewer.open([{ tileSource: this.src }])
    if (changed.has('marks')) this.#drawMarks()
  }

  /** @param by factor; above 1 enlarges */
  zoom(by: number): void {
    this.#viewer?.viewport.zoomBy(by)
    this.#viewer?.viewport.applyConstraints()
  }

  wholePage(): void {
    this.#viewer?.viewport.setRotation(0)
    this.#viewer?.viewport.goHome()
  }

  /** Turns the view by a quarter clockwise; the stored picture stays as it is. */
  turn(): void {
    const viewport = this.#viewer?.viewport
    viewport?.setRotation((viewport.getRotation() + 90) % 360)
  }

  /** Brings the current mark to the middle, close enough to read. */
  showCurrent(): void {
    const mark = this.marks.find((one) => one.current)
    const place = mark === undefined ? null : this.#rect(mark)
    if (place === null) return
    const width = Math.max(closeUpWidth, place.width * 1.5)
    const centre = place.getCenter()
    const height = width * 0.6
    this.#viewer?.viewport.fitBoundsWithConstraints(new OpenSeadragon.Rect(centre.x - width / 2, centre.y - height / 2, width, height))
  }

  #create(): OpenSeadragon.Viewer {
    forestallInlineStyle()
    const element = this.renderRoot.querySelector<HTMLElement>('.canvas')
    const viewer = OpenSeadragon({
      ...(element === null ? {} : { element }),
      showNavigationControl: false,
      drawer: 'canvas',
      animationTime: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 0.4,
      springStiffness: 9,
      visibilityRatio: 0.5,
      maxZoomPixelRatio: 3,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      keyboardNavEnabled: false,
      debugMode: false,
    } as OpenSeadragon.Options)
    viewer.addHandler('open', () => {
      this.#drawMarks()
      this.dispatchEvent(new CustomEvent('picture-open'))
    })
    viewer.addHandler('open-failed', () => this.dispatchEvent(new CustomEvent('picture-failed')))
    this.#viewer = viewer
    return viewer
  }

  #rect(mark: Mark): OpenSeadragon.Rect | null {
    const image = this.#viewer?.world.getItemAt(0)
    if (image == null) return null
    const size = image.getContentSize()
    const ratio = size.y / size.x
    const [x, y, width, height] = mark.box
    return new OpenSeadragon.Rect(x, y * ratio, width, height * ratio)
  }

  #drawMarks(): void {
    const viewer = this.#viewer
    if (viewer === null) return
    for (const element of this.#drawn) viewer.removeOverlay(element)
    this.#drawn = []
    for (const mark of this.marks) {
      const location = this.#rect(mark)
      if (location === null) return
      const element = document.createElement('div')
      element.className = mark.current ? 'mark current' : 'mark'
      element.dataset['test'] = 'mark'
      viewer.addOverlay({ element, location })
      this.#drawn.push(element)
    }
  }
}

/**
 * OpenSeadragon adds a style element for touch screens unless it finds one; the content security
 * policy refuses it, and it would not reach into a shadow tree anyway. An element of that name in
 * another namespace is found, and is no style sheet.
 */
function forestallInlineStyle(): void {
  if (document.querySelector('style[data-openseadragon-mobile-css]') !== null) return
  const placeholder = document.createElementNS('urn:opis:placeholder', 'style')
  placeholder.setAttribute('data-openseadragon-mobile-css', 'true')
  document.head.append(placeholder)
}

define('opis-picture', PagePicture)
