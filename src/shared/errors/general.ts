/** Errors that any call may give. */
export const GENERAL_ERRORS = {
  INTERNAL: {
    message: 'Furrow failed in a way it did not expect: {detail}',
    action: 'Repeat the step; if it fails again, send the log of this workspace to the people who gave you Furrow.',
  },
  CANCELLED: { message: 'The task was cancelled.', action: 'Start it again, or resume it: finished windows are kept.' },
  INVALID_INPUT: { message: 'The field “{field}” of “{call}” is wrong: {problem}', action: 'Correct that field and repeat.' },
  UNKNOWN_CALL: { message: 'There is no call “{call}”.', action: 'See docs/contract.md for the calls there are.' },
  WRONG_USE: { message: '{problem}', action: 'Run “furrow {command} --help” for an example.' },
  COMMAND_UNKNOWN: { message: 'There is no command “{name}”.', action: 'Run “furrow --help” for the list of commands.' },
  NOT_AUTHORISED: { message: 'The request was refused: {reason}', action: 'Open the address that Furrow printed at its start.' },
  FILE_NOT_FOUND: { message: '“{file}” does not exist.', action: 'Check the path; was the drive it lay on removed?' },
  FILE_EXISTS: { message: '“{file}” is there already.', action: 'Choose another folder, or move that file away; nothing was replaced.' },
  FILE_NOT_ALLOWED: { message: 'The system refuses access to “{file}”.', action: 'Check its permissions, or choose a folder you may write to.' },
  PATH_NOT_GRANTED: { message: '“{file}” lies outside the folders opened to Furrow.', action: 'Choose it with the file picker, or start Furrow with its folder as a root.' },
  DISK_FULL: { message: 'The disk is full: “{file}” could not be written.', action: 'Free some space and resume the task; what is finished is kept.' },
  NETWORK_PATH: { message: '“{file}” names a place on a network, and Furrow reads local files only.', action: 'Copy the data to a local disk and import it from there.' },
} as const;
