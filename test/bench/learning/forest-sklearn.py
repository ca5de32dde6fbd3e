"""Trains scikit-learn's forest on what forest-bench.ts wrote: FOLDER ROWS COLUMNS TREES. Prints seconds and accuracy on the second half."""
import sys
import time

import numpy as np
from sklearn.ensemble import RandomForestClassifier

folder, rows, columns, trees = sys.argv[1], *map(int, sys.argv[2:])
matrix = np.fromfile(f"{folder}/matrix.f32", np.float32).reshape(-1, columns)
labels = np.fromfile(f"{folder}/labels.u16", np.uint16)
forest = RandomForestClassifier(trees, n_jobs=1, random_state=1)
began = time.perf_counter()
forest.fit(matrix[:rows], labels[:rows])
seconds = time.perf_counter() - began
print(seconds, forest.score(matrix[rows:], labels[rows:]))
