/** Errors of the registry of models: packages, ONNX files from elsewhere, proposals. */
export const MODELS_ERRORS = {
  PACKAGE_DAMAGED: { message: '“{file}” is no whole Furrow model package: {problem}.', action: 'Have the model exported again, and fetch the file again.' },
  PACKAGE_TOO_NEW: { message: '“{file}” is a model package of format {version}; this Furrow reads formats up to {newest}.', action: 'Bring this Furrow up to date, or have the model exported by an older one.' },
  PACKAGE_TOO_LARGE: { message: 'The model “{model}” has {megabytes} MB, more than the {most} MB that a package may have.', action: 'Copy the workspace instead, which holds the model as it is.' },
  MODEL_EXISTS: { message: 'The very same model with the same card is here already, as “{id}”.', action: 'Use that one.' },
  NOTHING_TO_PROPOSE: { message: 'Nothing can be proposed: no parcel of “{parcels}” has pixels with probabilities in the map “{map}”.', action: 'Choose parcels that lie on the map, a map of two classes at least, or a smaller least area.' },
  ALL_FIELDS_SAMPLED: { message: 'Nothing can be proposed: every parcel of “{parcels}” that the map “{map}” shows holds samples of its time.', action: 'Choose other parcels, or have sampled ones proposed too.' },
  MODEL_NOT_ONNX: { message: '“{file}” is no ONNX model: {problem}.', action: 'Choose an .onnx file or a .furrowmodel package. A PyTorch checkpoint is converted, not imported.' },
  MODEL_EXTERNAL_DATA: { message: 'The model “{file}” keeps “{tensor}” in another file ({place}), which Furrow does not read.', action: 'Save the model as one file with its weights inside (onnx.save without save_as_external_data).' },
  MODEL_OPERATOR: { message: 'The model “{file}” uses “{operator}”, which is no operator of the ONNX standard.', action: 'Export it with standard ONNX operators: Furrow loads no custom code.' },
  MODEL_TOO_NEW: { message: 'The model “{file}” needs version {version} of {what}; this Furrow runs versions up to {newest}.', action: 'Export it for an older version (opset_version of the exporter), or bring Furrow up to date.' },
  MODEL_TOO_LARGE: { message: 'The model “{file}” is refused for its size: {what}.', action: 'Choose a smaller one. If it should have that size, the file is damaged or made up.' },
  MODEL_SHAPE: { message: 'The model “{file}” takes {shape}, which Furrow cannot feed: {problem}.', action: 'Furrow knows rows of numbers with a card beside the model, and square patches [batch, channels, size, size] or [batch, dates, channels, size, size].' },
  MODEL_CARD_MISSING: { message: 'The model “{file}” takes {shape}, and no card says what these numbers are.', action: 'Put its card beside it as card.json or NAME.card.json.' },
  MODEL_CARD_UNFIT: { message: 'The card of “{file}” does not fit the model: {problem}.', action: 'Mend the card, or take the one that was written with this very file.' },
} as const;
