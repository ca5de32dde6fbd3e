"""Trains the same head in PyTorch on what head-bench.ts wrote: FOLDER ROWS COLUMNS CLASSES EPOCHS. Prints processor seconds and accuracy on the second half."""
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

folder, (rows, columns, classes, epochs) = sys.argv[1], map(int, sys.argv[2:])
torch.set_num_threads(1)
torch.manual_seed(42)
values = torch.from_numpy(np.fromfile(f"{folder}/embeddings.f32", np.float32).reshape(-1, columns))
labels = torch.from_numpy(np.fromfile(f"{folder}/labels.u16", np.uint16).astype(np.int64))
model = nn.Sequential(nn.Linear(columns, 256), nn.ReLU(), nn.Dropout(0.2), nn.Linear(256, classes))
optimiser = torch.optim.AdamW(model.parameters(), lr=1e-2, weight_decay=0)
batch = max(32, -(-rows // 8))
began = time.process_time()
for _ in range(epochs):
    model.train()
    for chosen in torch.randperm(rows).split(batch):
        optimiser.zero_grad(set_to_none=True)
        F.cross_entropy(model(values[chosen]), labels[chosen]).backward()
        optimiser.step()
seconds = time.process_time() - began
model.eval()
print(seconds, (model(values[rows:]).argmax(1) == labels[rows:]).double().mean().item())
