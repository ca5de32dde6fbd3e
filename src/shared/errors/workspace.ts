/** Errors of the workspace folder and its catalog. */
export const WORKSPACE_ERRORS = {
  WORKSPACE_NOT_FOUND: { message: '“{folder}” is not a Furrow workspace.', action: 'Make one with “furrow init --workspace {folder}”.' },
  WORKSPACE_NOT_EMPTY: { message: '“{folder}” holds other files and is not a Furrow workspace.', action: 'Choose an empty folder or a new name.' },
  WORKSPACE_READ_ONLY: { message: 'The workspace “{folder}” cannot be written to.', action: 'Copy it to a folder you may write to, or change its permissions.' },
  WORKSPACE_IN_USE: { message: 'Another Furrow (process {pid}) has the workspace “{folder}” open.', action: 'Close it first; if it is gone, repeat the step.' },
  CATALOG_NEWER: {
    message: 'The catalog of “{folder}” was written by a newer Furrow (version {found}; this one knows {known}).',
    action: 'Open it with the newer Furrow. Nothing was changed.',
  },
  CATALOG_DAMAGED: { message: 'The catalog of “{folder}” is damaged: {detail}', action: 'Restore furrow.sqlite from a copy, or make a new workspace and import the data again.' },
  RECORD_NOT_FOUND: { message: 'There is no {kind} “{id}” in this workspace.', action: '“furrow info” counts what there is; “furrow list scenes”, “furrow list maps” and so on name it.' },
  RECORD_EXISTS: { message: 'The {kind} “{id}” is there already.', action: 'Choose another id, or use the one that is there.' },
  RECORD_INVALID: { message: 'The {kind} “{id}” cannot be registered: {problem}', action: 'This is a fault of the import or the job that made it; send the log of this workspace to the people who gave you Furrow.' },
  RECORD_IN_USE: { message: 'The {kind} “{id}” is used by {users}.', action: 'Remove those first.' },
} as const;
