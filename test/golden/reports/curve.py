"""Figures of steps of a local-data curve as scikit-learn counts them from the predictions of a test.

Of five classes one (4) is named by the models and not in the test, one (3) is in the test and never named.
Run: /usr/bin/python3 test/golden/reports/curve.py > test/golden/reports/curve.json   (Debian: python3-sklearn 1.2)
"""
import json

import numpy as np
from sklearn.metrics import accuracy_score, f1_score

rng = np.random.default_rng(5)
rows = 150
truth = rng.choice(4, rows, p=[0.5, 0.3, 0.15, 0.05])
steps = []
for right in (0.4, 0.6, 0.85):
    guess = rng.choice([0, 1, 2, 4], rows)
    predicted = np.where((rng.random(rows) < right) & (truth != 3), truth, guess)
    steps.append({
        'predicted': predicted.tolist(),
        'macroF1': f1_score(truth, predicted, labels=np.unique(truth), average='macro', zero_division=0),
        'overallAccuracy': accuracy_score(truth, predicted),
    })
print(json.dumps({'classes': 5, 'reference': truth.tolist(), 'steps': steps}))
