/** Errors of samples, class schemes, models and maps. */
export const LEARNING_ERRORS = {
  CLASS_TOO_SMALL: { message: 'Class “{className}” has {count} sample(s); at least {needed} are needed.', action: 'Add samples of it, merge it with another class, or leave it out.' },
  CLASSES_TOO_FEW: { message: 'There are samples of {count} class(es); a classifier needs at least 2.', action: 'Add samples of other classes, or change the class mapping.' },
  SAMPLES_NONE: { message: 'No sample remains: {why}', action: '{remedy}' },
  CODES_UNMAPPED: { message: 'No code of “{file}” is mapped by the class scheme “{scheme}”.', action: 'Choose another scheme, or add a mapping for {codes}.' },
  SCHEME_INVALID: { message: 'The class scheme “{scheme}” is not valid: {problem}', action: 'Mend that class and import the scheme again.' },
  FEATURE_UNKNOWN: { message: '“{feature}” is no feature that Furrow knows.', action: 'Use a set (default, bands, temporal, full) or columns such as B04@3, NDVI@3, NDVI:p90 or NDVI:h1cos.' },
  FEATURE_UNAVAILABLE: { message: 'The feature “{feature}” needs {needed}; there is {available}.', action: 'Choose other features, or a composite that has it.' },
  MODEL_INPUT: { message: 'The model “{model}” needs {needed}; “{given}” gives {has}.', action: 'Make a composite with those bands and periods, or choose another model.' },
  MODEL_UNUSABLE: { message: 'The model “{file}” cannot be used: {problem}', action: 'Export it again with standard ONNX operators.' },
  MODEL_DISAGREES: { message: 'The model written to ONNX differs from the trained one by {difference}.', action: 'This is a fault of Furrow: nothing was registered. Send the log.' },
  CHECKPOINT_UNSAFE: { message: 'The checkpoint “{file}” is refused: {detail}.', action: 'Furrow builds tensors from a checkpoint and runs nothing in it. Save the weights alone: torch.save(model.state_dict(), …).' },
  CHECKPOINT_DAMAGED: { message: '“{file}” cannot be read as a PyTorch checkpoint: {detail}.', action: 'Fetch it again, or save it again with torch.save of PyTorch 1.6 or later.' },
  CHECKPOINT_MISMATCH: { message: 'The checkpoint “{file}” is no {architecture} that Furrow knows: {problem}.', action: 'Choose a checkpoint of that network; Furrow converts Presto’s.' },
} as const;
