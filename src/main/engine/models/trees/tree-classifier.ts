import { decodeTreeClassifier } from '../../onnx/reader/tree-classifier.ts';
import type { TreeEnsemble } from '../../onnx/tree-ensemble.ts';
import { TREE_TENSORS, encodeTreeClassifier } from '../../onnx/writer/tree-classifier.ts';
import type { Classifier, ClassifierFileSpec } from '../families/trainer.ts';
import { TreeKernel } from './kernel.ts';
import { message } from '../../../../shared/messages/message.ts';

/** What a family of trees says about its ensemble. */
export interface TreeClassifierParts extends Pick<Classifier, 'tolerance' | 'importance' | 'heldOut' | 'aside' | 'keptEpoch' | 'facts'> {
  readonly ensemble: TreeEnsemble;
  /** Text inside the file. */
  readonly describe: (spec: ClassifierFileSpec) => string;
}

/** The classifier of a tree ensemble: the kernel that classify uses, and one TreeEnsembleClassifier as its file. */
export function treeClassifier(parts: TreeClassifierParts): Classifier {
  const { ensemble, tolerance, importance, heldOut, aside, keptEpoch, facts } = parts;
  const kernel = new TreeKernel(ensemble);
  return {
    tolerance,
    importance,
    heldOut,
    ...(aside ? { aside } : {}),
    ...(keptEpoch === undefined ? {} : { keptEpoch }),
    facts,
    nodataPolicy: message('NODATA_TREES').text,
    predict(values, rows) {
      const probabilities = new Float32Array(rows * ensemble.classes);
      kernel.run(values, rows, probabilities);
      return probabilities;
    },
    write(spec) {
      const { name, labels, metadata } = spec;
      return { bytes: encodeTreeClassifier(ensemble, { name, description: parts.describe(spec), labels, metadata }), ...TREE_TENSORS };
    },
    reread: ({ bytes }) => treeClassifier({ ...parts, ensemble: decodeTreeClassifier(bytes, 'model.onnx', ensemble.columns).ensemble }),
  };
}
