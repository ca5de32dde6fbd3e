"""Golden numbers of learning from scikit-learn: run with /usr/bin/python3 (Debian's python3-sklearn).

The data come from integers alone, so that TypeScript makes the same float32 values (test/golden/learning/crops.ts).
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support

HERE = pathlib.Path(__file__).parent
COLUMNS, CLASSES, TRAIN, TEST = 24, 6, 900, 1800


class Numbers:
    """Lehmer's generator with Park and Miller's constants: exact in doubles."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = self.state * 48271 % 2147483647
        return self.state * bound // 2147483647


def crops(numbers, centres, rows):
    matrix = np.empty((rows, COLUMNS), np.float32)
    labels = np.empty(rows, np.int64)
    for row in range(rows):
        labels[row] = numbers.below(CLASSES)
        for column in range(COLUMNS):
            noise = sum(numbers.below(2048) for _ in range(4)) - 4094
            matrix[row, column] = (centres[labels[row]][column] + noise) / 1024
    return matrix, labels


def main():
    numbers = Numbers(20211)
    centres = [[numbers.below(1400) for _ in range(COLUMNS)] for _ in range(CLASSES)]
    train, train_labels = crops(numbers, centres, TRAIN)
    test, test_labels = crops(numbers, centres, TEST)
    accuracies, out_of_bag, nodes, importances = [], [], [], []
    for seed in range(10):
        forest = RandomForestClassifier(100, max_depth=16, max_features="sqrt", oob_score=True, random_state=seed)
        forest.fit(train, train_labels)
        accuracies.append(accuracy_score(test_labels, forest.predict(test)))
        out_of_bag.append(forest.oob_score_)
        nodes.append(sum(tree.tree_.node_count for tree in forest.estimators_))
        importances.append(forest.feature_importances_)
    golden = {
        "tool": f"scikit-learn {sklearn.__version__}",
        "firstRow": [float(value) for value in train[0]],
        "accuracy": {"mean": float(np.mean(accuracies)), "min": min(accuracies), "max": max(accuracies)},
        "outOfBag": {"mean": float(np.mean(out_of_bag)), "min": min(out_of_bag), "max": max(out_of_bag)},
        "nodes": float(np.mean(nodes)),
        "importance": [float(value) for value in np.mean(importances, axis=0)],
    }
    (HERE / "forest.json").write_text(json.dumps(golden, indent=1) + "\n")

    # Class 4 occurs in the prediction only, class 5 nowhere, class 3 is never found.
    reference = [numbers.below(4) for _ in range(300)]
    predicted = [value if value < 3 and numbers.below(10) < 7 else [0, 1, 2, 4][numbers.below(4)] for value in reference]
    classes = list(range(6))
    precision, recall, f1, support = precision_recall_fscore_support(reference, predicted, labels=classes, zero_division=0)
    golden = {
        "tool": f"scikit-learn {sklearn.__version__}",
        "reference": reference,
        "predicted": predicted,
        "matrix": confusion_matrix(reference, predicted, labels=classes).tolist(),
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "support": support.tolist(),
        "overallAccuracy": accuracy_score(reference, predicted),
        # Without labels=: the classes that occur in either list.
        "macroF1": f1_score(reference, predicted, average="macro", zero_division=0),
    }
    (HERE / "confusion.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
