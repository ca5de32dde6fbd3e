"""Multinomial logistic regression by scikit-learn, on numbers that the test makes anew.

/usr/bin/python3 test/golden/logistic/make.py > test/golden/logistic/logistic.json   (Debian 12: python3-numpy, python3-sklearn)
"""
import json

import numpy as np
from sklearn.linear_model import LogisticRegression

ROWS, COLUMNS, CLASSES = 90, 5, 4
row, column = np.mgrid[0:ROWS, 0:COLUMNS]
labels = np.arange(ROWS) % 7 % CLASSES
values = np.float32(np.sin(row * 1.7 + column * 2.3) + 0.6 * np.cos(labels[:, None] * (column + 1)))
weights = 0.5 + (np.arange(ROWS) % 5) / 4

fits = []
for strength in (0.05, 1.0, 20.0):
    model = LogisticRegression(C=strength, tol=1e-10, max_iter=100_000).fit(values.astype(float), labels, sample_weight=weights)
    fits.append({"strength": strength, "weights": model.coef_.T.tolist(), "offsets": model.intercept_.tolist(), "shares": model.predict_proba(values[:6].astype(float)).tolist()})
print(json.dumps({"rows": ROWS, "columns": COLUMNS, "classes": CLASSES, "fits": fits}))
