"""Golden numbers of boosting and of class weights, from scikit-learn and numpy: run with /usr/bin/python3 (Debian's python3-sklearn).

The data are those of make.py in steps of 1/16: fewer than 255 values a column, so that the cuts to choose from are the same.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score, log_loss
from sklearn.utils.class_weight import compute_class_weight

from make import CLASSES, COLUMNS, TEST, TRAIN, Numbers, crops

HERE = pathlib.Path(__file__).parent
OPTIONS = dict(max_iter=40, learning_rate=0.1, max_leaf_nodes=15, max_depth=None, min_samples_leaf=20, l2_regularization=1.0, max_bins=255, early_stopping=False)


def boosted(train, labels, test, test_labels, weights=None):
    model = HistGradientBoostingClassifier(**OPTIONS).fit(train, labels, sample_weight=weights)
    probabilities = model.predict_proba(test)
    loss = log_loss(test_labels, probabilities, labels=range(CLASSES))
    return {"accuracy": accuracy_score(test_labels, probabilities.argmax(1)), "loss": loss, "firstRow": probabilities[0].tolist()}


def class_weights(counts, method):
    """DOMAIN.md B7, written out."""
    n = np.asarray(counts, float)
    if method == "balanced":
        weights = compute_class_weight("balanced", classes=np.arange(len(n)), y=np.repeat(np.arange(len(n)), counts))
    elif method == "log":
        weights = np.log(1 + (1 / n) / np.mean(1 / n))
    else:
        beta = n.sum() / (n.sum() + 1)
        weights = (1 - beta) / (1 - beta**n)
    return np.clip(weights / weights.mean(), 0.1, 10).tolist()


def main():
    numbers = Numbers(20211)
    centres = [[numbers.below(1400) for _ in range(COLUMNS)] for _ in range(CLASSES)]
    train, labels = crops(numbers, centres, TRAIN)
    test, test_labels = crops(numbers, centres, TEST)
    train, test = (np.floor(matrix * 16 + 0.5).astype(np.float32) / 16 for matrix in (train, test))
    weights = np.where(labels == 2, 5.0, 1.0)
    golden = {
        "tool": f"scikit-learn {sklearn.__version__}",
        "plain": boosted(train, labels, test, test_labels),
        "weighted": boosted(train, labels, test, test_labels, weights),
    }
    (HERE / "boosting.json").write_text(json.dumps(golden, indent=1) + "\n")
    counts = [5000, 900, 100, 12, 2]
    golden = {"tool": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "counts": counts, **{method: class_weights(counts, method) for method in ("balanced", "log", "effective")}}
    (HERE / "balance.json").write_text(json.dumps(golden, indent=1) + "\n")


main()
