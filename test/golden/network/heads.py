"""Accuracy of heads by other tools, on the crops of test/golden/learning/make.py.

/usr/bin/python3 test/golden/network/heads.py > test/golden/network/heads.json   (Debian 12: python3-sklearn, python3-torch)
"""
import json
import pathlib
import sys

import torch
from sklearn.linear_model import LogisticRegression
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "learning"))
from make import CLASSES, COLUMNS, TEST, TRAIN, Numbers, crops  # noqa: E402

numbers = Numbers(20211)
centres = [[numbers.below(1400) for _ in range(COLUMNS)] for _ in range(CLASSES)]
train, train_labels = crops(numbers, centres, TRAIN)
test, test_labels = crops(numbers, centres, TEST)
mean, deviation = train.mean(0), train.std(0)
x, y = torch.from_numpy((train - mean) / deviation), torch.from_numpy(train_labels)
x_test, y_test = torch.from_numpy((test - mean) / deviation), torch.from_numpy(test_labels)


def mlp(seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(COLUMNS, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, CLASSES))
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0)
    for _ in range(30):
        for rows in torch.randperm(TRAIN).split(113):
            optimiser.zero_grad()
            F.cross_entropy(model(x[rows]), y[rows]).backward()
            optimiser.step()
    model.eval()
    return (model(x_test).argmax(1) == y_test).double().mean().item()


linear = LogisticRegression(C=1e3, max_iter=2000).fit(x.numpy(), train_labels).score(x_test.numpy(), test_labels)
accuracies = [mlp(seed) for seed in range(5)]
print(json.dumps({"linear": linear, "mlp": {"mean": sum(accuracies) / 5, "min": min(accuracies), "max": max(accuracies)}}, indent=1))
