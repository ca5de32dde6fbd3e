/** Errors of the registry of models: packages, ONNX files from elsewhere, proposals. */
export const MODELS_ERRORS = {
  PACKAGE_DAMAGED: { message: '“{file}” is no whole Furrow model package: {problem}.', action: 'Have the model exported again (furrow models export), and fetch the file again.' },
  PACKAGE_TOO_NEW: { message: '“{file}” is a model package of format {version}; this Furrow reads formats up to {newest}.', action: 'Bring this Furrow up to date, or have the model exported by an older one.' },
  PACKAGE_TOO_LARGE: { message: 'The model “{model}” has {megabytes} MB, more than the {most} MB that a package may have.', action: 'Copy the workspace instead, which holds the model as it is.' },
  MODEL_EXISTS: { message: 'The very same model with the same card is here already, as “{id}”.', action: 'Use that one.' },
} as const;
