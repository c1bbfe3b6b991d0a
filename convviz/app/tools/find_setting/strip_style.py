"""How the marks of a strip look; each differs in shape or texture too, not in colour alone."""

from typing import Final

MARKS: Final = """
.strip .line { display: grid; gap: 2px 1px; font-variant-numeric: tabular-nums; }
.strip .cell { grid-row: 1; aspect-ratio: 1; display: grid; place-items: center; border-radius: 2px;
  margin-bottom: 3px; min-width: 0; }
.strip b { font-weight: 400; font-size: min(0.72rem, 1.5cqi); line-height: 1; }
.strip .input { background: color-mix(in srgb, var(--input) 30%, transparent); }
.strip .output { background: color-mix(in srgb, var(--output) 30%, transparent); }
.strip .padding { background: repeating-linear-gradient(45deg, var(--padding) 0 1.5px, transparent 1.5px 5px);
  outline: 1px solid var(--padding); outline-offset: -1px; }
.strip .missed { outline: 2px dashed currentColor; outline-offset: -2px; background:
  linear-gradient(45deg, transparent 46%, currentColor 46% 54%, transparent 54%),
  linear-gradient(-45deg, transparent 46%, currentColor 46% 54%, transparent 54%); }
.strip .missed b { display: none; }
.strip .extra { box-shadow: inset 0 0 0 2px var(--output); }
.strip .gap { grid-row: 1; display: grid; place-items: center; font-size: min(1rem, 2.6cqi); line-height: 0.5;
  min-width: 0; }
.strip .window { height: 6px; background: var(--kernel); border-radius: 3px; }
.strip .line-of-taps { height: 6px; background: linear-gradient(var(--kernel) 0 0) center / 100% 1.5px no-repeat; }
.strip .key { display: inline-flex; align-items: center; vertical-align: middle; gap: 0.35rem;
  margin: 0.45rem 1rem 0 0; font-size: 0.82rem; }
.strip .key i { width: 0.9rem; height: 0.9rem; border-radius: 2px; flex: none; }
.strip .key .window { height: 6px; }
@container (max-width: 34rem) { .strip b { display: none; } }
"""
