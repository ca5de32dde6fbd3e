"""Trains the same TempCNN in PyTorch on what tempcnn-bench.ts wrote: FOLDER ROWS STEPS BANDS CLASSES EPOCHS SEEDS.

Prints a line per seed: processor seconds of the median epoch, accuracy on the second half. One thread.
"""
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

folder, (rows, steps, bands, classes, epochs, seeds) = sys.argv[1], map(int, sys.argv[2:])
torch.set_num_threads(1)
values = torch.from_numpy(np.fromfile(f"{folder}/series.f32", np.float32).reshape(-1, steps, bands)).transpose(1, 2).contiguous()
labels = torch.from_numpy(np.fromfile(f"{folder}/labels.u16", np.uint16).astype(np.int64))
BATCH, FILTERS, WIDTH, HIDDEN, DROPOUT = 64, 64, 5, 256, 0.5


def block(before, after):
    return [nn.Conv1d(before, after, WIDTH, padding=WIDTH // 2, bias=False), nn.BatchNorm1d(after), nn.ReLU(), nn.Dropout(DROPOUT)]


def network():
    return nn.Sequential(
        *block(bands, FILTERS), *block(FILTERS, FILTERS), *block(FILTERS, FILTERS), nn.Flatten(),
        nn.Linear(steps * FILTERS, HIDDEN, bias=False), nn.BatchNorm1d(HIDDEN), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(HIDDEN, classes),
    )


for seed in range(1, seeds + 1):
    torch.manual_seed(seed)
    model = network()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0)
    times = []
    for _ in range(epochs):
        model.train()
        began = time.process_time()
        order = torch.randperm(rows)
        for first in range(0, rows, BATCH):
            chosen = order[first : first + BATCH]
            optimiser.zero_grad(set_to_none=True)
            F.cross_entropy(model(values[chosen]), labels[chosen]).backward()
            optimiser.step()
        times.append(time.process_time() - began)
    model.eval()
    with torch.no_grad():
        right = (model(values[rows:]).argmax(1) == labels[rows:]).double().mean().item()
    print(sorted(times)[len(times) // 2], right, flush=True)
