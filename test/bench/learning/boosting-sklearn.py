"""Trains scikit-learn's histogram boosting on what boosting-bench.ts wrote: FOLDER ROWS COLUMNS ROUNDS. Prints seconds and accuracy on the second half."""
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402
from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: E402

folder, rows, columns, rounds = sys.argv[1], *map(int, sys.argv[2:])
matrix = np.fromfile(f"{folder}/matrix.f32", np.float32).reshape(-1, columns)
labels = np.fromfile(f"{folder}/labels.u16", np.uint16)
# As boosting-bench.ts trains: the same leaves, the same steps a column, no early stopping.
model = HistGradientBoostingClassifier(max_iter=rounds, max_leaf_nodes=31, min_samples_leaf=20, l2_regularization=1.0, max_bins=128, early_stopping=False)
began = time.perf_counter()
model.fit(matrix[:rows], labels[:rows])
seconds = time.perf_counter() - began
print(seconds, model.score(matrix[rows:], labels[rows:]))
