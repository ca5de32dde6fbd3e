"""Figures of a report as scikit-learn and numpy count them.

Run: /usr/bin/python3 test/golden/reports/statistics.py > test/golden/reports/statistics.json   (Debian: python3-sklearn 1.2)
"""
import json

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.metrics import classification_report, confusion_matrix, log_loss, top_k_accuracy_score

rng = np.random.default_rng(11)
rows, classes = 400, 5
truth = rng.choice(classes, rows, p=[0.45, 0.3, 0.15, 0.08, 0.02])
logits = rng.normal(size=(rows, classes)) + 2.2 * np.eye(classes)[truth] * (rng.random(rows)[:, None] < 0.8)
logits = logits * 2.5
p = np.exp(logits - logits.max(1, keepdims=True))
p = (p / p.sum(1, keepdims=True)).astype(np.float32)
predicted = p.argmax(1)


def calibration(q):
    confidence = q.max(1).astype(float)
    right = q.argmax(1) == truth
    bins = np.clip(np.ceil(confidence * 10).astype(int) - 1, 0, 9)
    count = np.bincount(bins, minlength=10)
    mean = np.bincount(bins, confidence, 10) / np.maximum(count, 1)
    accuracy = np.bincount(bins, right, 10) / np.maximum(count, 1)
    return count, mean, accuracy, float((count / rows * np.abs(accuracy - mean)).sum())


def scaled(t):
    l = np.log(np.maximum(p.astype(float), 2.0**-24)) / t
    e = np.exp(l - l.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def nll(t):
    return -np.log(scaled(t)[np.arange(rows), truth]).mean()


best = minimize_scalar(lambda u: nll(np.exp(u)), bounds=(np.log(0.05), np.log(20)), method='bounded', options={'xatol': 1e-9})
count, mean, accuracy, ece = calibration(p)
report = classification_report(truth, predicted, output_dict=True, zero_division=0)
means = lambda name: {'precision': report[name]['precision'], 'recall': report[name]['recall'], 'f1': report[name]['f1-score']}
print(json.dumps({
    'classes': classes,
    'reference': truth.tolist(),
    'probabilities': [round(float(v), 9) for v in p.ravel()],
    'macro': means('macro avg'),
    'weighted': means('weighted avg'),
    'normalised': confusion_matrix(truth, predicted, normalize='true').tolist(),
    'top': [top_k_accuracy_score(truth, p, k=k, labels=range(classes)) for k in (1, 2, 3)],
    'count': count.tolist(), 'confidence': mean.tolist(), 'accuracy': accuracy.tolist(), 'expectedError': ece,
    'brier': float(((p.astype(float) - np.eye(classes)[truth]) ** 2).sum(1).mean()),
    'logLoss': float(log_loss(truth, p.astype(float), labels=range(classes), eps=2.0**-24)),
    'temperature': float(np.exp(best.x)), 'scaledLoss': float(best.fun),
    'scaledFirst': scaled(np.exp(best.x))[0].tolist(),
}))
