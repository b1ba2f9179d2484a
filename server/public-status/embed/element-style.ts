/** Style of the element within its shadow; font and text colour come from the page around it. */
export const elementStyle = `:host { display: block; max-width: 36rem; color: inherit; font: inherit; line-height: 1.5; overflow-wrap: anywhere; --accent: var(--opis-accent, #1b4f74); }
* { box-sizing: border-box; }
h2, h3, h4 { margin: 1rem 0 .25rem; line-height: 1.3; }
h2 { margin-top: 0; }
label { display: block; margin-top: .75rem; font-weight: 600; }
p { margin: 0 0 .25rem; }
.quiet, dt, time { opacity: .75; font-size: .9375em; }
input { display: block; width: 100%; min-height: 2.75rem; padding: .375rem .625rem; border: 1px solid; border-radius: .375rem; background: transparent; color: inherit; font: inherit; }
button { min-height: 2.75rem; margin: 1rem 0; padding: 0 1.5rem; border: 0; border-radius: .375rem; background: var(--accent); color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
button:disabled { opacity: .6; cursor: progress; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.note { padding: .25rem 1rem .75rem; border-left: 4px solid #a3261d; }
.test { color: #8a5300; font-weight: 600; }
article { margin: 1rem 0; padding: 0 1rem 1rem; border: 1px solid; border-radius: .5rem; }
dl { margin: 0; }
dd { margin: 0 0 .5rem; }
ol { margin: 0; padding: 0; list-style: none; border-left: 3px solid var(--accent); }
li { padding: 0 0 .75rem 1rem; }
li:last-child { padding-bottom: 0; font-weight: 600; }
time { display: block; font-weight: 400; }
dd time { display: inline; opacity: 1; font-size: inherit; }
`
