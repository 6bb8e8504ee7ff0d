/** The style of the page; it names no font and no image to load. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1b1d23;--soft:#5b6070;--line:#dfe2ea;--paper:#fff;--tint:#f4f6fa;--accent:#0b6156;--warn:#9a3412;--get:#1d4e89}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8ef;--soft:#a2a8ba;--line:#30343f;--paper:#14161b;--tint:#1b1f27;--accent:#5fd0bf;--warn:#f2a775;--get:#8ab8f0}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;font:16px/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper);display:grid;grid-template-columns:17rem minmax(0,54rem);gap:3.5rem}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:2rem 1.5rem;background:var(--tint);border-right:1px solid var(--line);font-size:.9rem}
nav strong{font-size:1.1rem}nav a{display:block;padding:.15rem 0;color:inherit;text-decoration:none}nav a:hover,a{color:var(--accent)}
nav .tag{margin:1.2rem 0 .25rem;color:var(--soft);font-weight:700;font-size:.75rem;letter-spacing:.06em;text-transform:uppercase}
main{padding:2rem 1.5rem 6rem 0}
h1{font-size:2.1rem;line-height:1.2;margin:0 0 .75rem}
h2{margin:3.5rem 0 0;padding-bottom:.3rem;border-bottom:2px solid var(--line)}
h3{margin:2.75rem 0 .25rem;font-size:1.15rem}h3 a{color:inherit;text-decoration:none}h3 a:hover:after{content:" #";color:var(--soft)}
h4{margin:1.25rem 0 .25rem;font-size:.75rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft)}
p{margin:.4rem 0 .8rem}
code,pre{font:.85rem/1.55 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{background:var(--tint);border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;margin:.4rem 0 1rem;overflow:auto;max-height:28rem}
.call{display:flex;gap:.75rem;align-items:baseline;flex-wrap:wrap;margin:.4rem 0}
.method{font:700 .8rem ui-monospace,monospace;color:var(--paper);background:var(--accent);border-radius:4px;padding:.1rem .5rem}
.contents{list-style:none;margin:1rem 0 0;padding:0}.contents li{margin:.35rem 0}.contents a{text-decoration:none}.contents .method{display:inline-block;min-width:4.2rem;text-align:center;margin-right:.6rem}
.call .soft,.contents .soft{font-size:.85rem}
.GET{background:var(--get)}.DELETE{background:var(--warn)}.soft{color:var(--soft)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.4rem 0 1rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:600}td code{overflow-wrap:anywhere}@media(min-width:62rem){td:first-child code{overflow-wrap:normal}}tr:target{background:var(--tint)}
@media(max-width:62rem){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}nav a{display:none}nav .tag{display:inline-block;margin:.6rem 1.2rem 0 0}nav strong{display:block}main{padding:1.5rem}}
@media(max-width:40rem){pre{white-space:pre-wrap;overflow-wrap:anywhere}h1{font-size:1.7rem}.contents .soft{display:block}code{overflow-wrap:anywhere}
.fields tr:first-child{display:none}.fields tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}.fields td{display:block;padding:.05rem 0;border:0}.fields td:first-child code{font-weight:700}.fields td:empty{display:none}}
@media print{nav{display:none}body{display:block}pre{max-height:none}}
`;
