"""Heads trained on rows drawn by PyTorch's own WeightedRandomSampler, on the crops of test/golden/learning/make.py made uneven.

Weights of classes by WorldCereal's "log" rule, ln(1 + (1/n) / mean(1/n)), scaled to a mean of 1, clipped to [0.1, 10]; the loss is the cross-entropy times the weight of the
sample, over their mean. Mean recall of the classes and macro F1 on the even test rows, over five seeds.

/usr/bin/python3 test/golden/network/draws.py > test/golden/network/draws.json   (Debian 12: python3-sklearn, python3-torch)
"""
import json
import pathlib
import sys

import numpy as np
import torch
from sklearn.metrics import f1_score, recall_score
from torch import nn
from torch.nn import functional as F
from torch.utils.data import WeightedRandomSampler

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "learning"))
from make import CLASSES, COLUMNS, TEST, TRAIN, Numbers, crops  # noqa: E402

numbers = Numbers(20211)
centres = [[numbers.below(1400) for _ in range(COLUMNS)] for _ in range(CLASSES)]
train, train_labels = crops(numbers, centres, TRAIN)
test, test_labels = crops(numbers, centres, TEST)
every = np.array([1, 1, 2, 4, 8, 8])
kept = np.arange(TRAIN) % every[train_labels] == 0
train, train_labels = train[kept], train_labels[kept]
weights = torch.from_numpy(np.where(np.arange(len(train)) % 3 == 0, 0.5, 1.0))
mean, deviation = train.mean(0), train.std(0)
x, y = torch.from_numpy((train - mean) / deviation), torch.from_numpy(train_labels)
x_test = torch.from_numpy((test - mean) / deviation)
counts = np.bincount(train_labels)
log = np.log1p((1 / counts) / (1 / counts).mean())
by_class = np.clip(log / log.mean(), 0.1, 10)


def scores(seed, is_drawn):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(COLUMNS, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, CLASSES))
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0)
    chances = torch.from_numpy(by_class)[y]
    expected = (chances * weights).sum() / chances.sum() if is_drawn else weights.mean()
    sampler = WeightedRandomSampler(chances, len(y), replacement=True)
    for _ in range(30):
        order = torch.tensor(list(sampler)) if is_drawn else torch.randperm(len(y))
        for rows in order.split(64):
            optimiser.zero_grad()
            (F.cross_entropy(model(x[rows]), y[rows], reduction="none") * weights[rows] / expected).mean().backward()
            optimiser.step()
    model.eval()
    predicted = model(x_test).argmax(1).numpy()
    return recall_score(test_labels, predicted, average="macro"), f1_score(test_labels, predicted, average="macro")


def summary(is_drawn):
    recall, f1 = np.array([scores(seed, is_drawn) for seed in range(5)]).T
    return {"recall": float(recall.mean()), "recallMin": float(recall.min()), "recallMax": float(recall.max()), "macroF1": float(f1.mean())}


print(json.dumps({"tool": f"PyTorch {torch.__version__}", "counts": counts.tolist(), "classWeights": by_class.tolist(), "drawn": summary(True), "plain": summary(False)}, indent=1))
