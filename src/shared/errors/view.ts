/** Errors of what the window shows and keeps. */
export const VIEW_ERRORS = {
  TILE_OUTSIDE: { message: 'There is no tile {tile}.', action: 'Tiles are named zoom/column/row: zoom 0…24, column and row from 0 to below two to the power of the zoom.' },
  FILTER_INVALID: { message: 'The filter on “{column}” cannot be used: {problem}', action: 'Choose another comparison, or give a value of the column’s kind.' },
  VIEW_NEWER: { message: '“{file}” was written by a newer Furrow (form {found}; this one knows {known}).', action: 'Open the workspace with the newer Furrow, or move the file away to begin with a fresh window. It was not changed.' },
  VIEW_DAMAGED: { message: '“{file}” cannot be read: {detail}', action: 'The window opens with its usual layers. The next change is saved, and the damaged file is kept as “{file}.damaged”.' },
  VIEW_TOO_LARGE: { message: 'The state of the window is {size} kB large; {limit} kB can be kept.', action: 'Remove map themes or layers that are not needed.' },
} as const;
