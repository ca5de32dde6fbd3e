"""Golden numbers of training steps: the same networks, weights, batches and masks in PyTorch (float64).

python3 test/golden/network/make.py > test/golden/network/steps.json   (Debian 12: python3-torch 1.13.1, python3-numpy)

Weights lie as Furrow keeps them: layer by layer, dense [in, out], convolution [width x in, out].
Every number that is made up comes from sin(), so that the test makes the same without a file.
"""
import json
import math

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
STEPS, LEARNING_RATE = 3, 1e-2


def wave(count, start, scale=1.0):
    return torch.tensor([scale * math.sin(start + i * 1.618033988749895) for i in range(count)])


class TempCnn(nn.Module):
    def __init__(self, steps, bands, filters, width, hidden, classes):
        super().__init__()
        self.convs = nn.ModuleList(nn.Conv1d(bands if i == 0 else filters, filters, width, padding=width // 2, bias=False) for i in range(3))
        self.norms = nn.ModuleList(nn.BatchNorm1d(filters) for _ in range(3))
        self.dense = nn.Linear(steps * filters, hidden, bias=False)
        self.dense_norm = nn.BatchNorm1d(hidden)
        self.classes = nn.Linear(hidden, classes)

    def order(self):
        for conv, norm in zip(self.convs, self.norms):
            yield conv.weight, norm
        yield self.dense.weight, self.dense_norm

    def parameters_in_order(self):
        for weight, norm in self.order():
            yield weight
            yield norm.weight
            yield norm.bias
        yield self.classes.weight
        yield self.classes.bias

    def norms_in_order(self):
        return [norm for _, norm in self.order()]

    def forward(self, x, keeps, season):
        x = x.transpose(1, 2)
        for i, (conv, norm) in enumerate(zip(self.convs, self.norms)):
            x = F.relu(norm(conv(x)))
            if self.training:
                x = x * keeps[i].transpose(1, 2)
        # Furrow flattens [steps, filters].
        x = self.dense_norm(self.dense(x.transpose(1, 2).flatten(1)))
        x = F.relu(x)
        return self.classes(x * keeps[3] if self.training else x)


class Head(nn.Module):
    def __init__(self, inputs, hidden, classes):
        super().__init__()
        self.hidden = nn.Linear(inputs, hidden)
        self.classes = nn.Linear(hidden, classes)

    def parameters_in_order(self):
        return [self.hidden.weight, self.hidden.bias, self.classes.weight, self.classes.bias]

    def norms_in_order(self):
        return []

    def forward(self, x, keeps, season):
        if season is not None:
            mask = torch.where(season.sum(1, keepdim=True) == 0, torch.ones_like(season), season)
            x = (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        x = F.relu(self.hidden(x))
        return self.classes(x * keeps[0] if self.training else x)


def to_own(tensor):
    if tensor.dim() == 3:  # [out, in, width]
        return tensor.permute(2, 1, 0).reshape(-1)
    return (tensor.T if tensor.dim() == 2 else tensor).reshape(-1)


def from_own(flat, shape):
    if len(shape) == 3:
        return flat.reshape(shape[2], shape[1], shape[0]).permute(2, 1, 0)
    return flat.reshape(shape[1], shape[0]).T if len(shape) == 2 else flat.reshape(shape)


def flat(tensors):
    return torch.cat([to_own(tensor.detach()) for tensor in tensors])


def run(module, inputs, keep_shapes, rows, classes, decay, penalty, penalised, season=None):
    parameters = list(module.parameters_in_order())
    count = sum(p.numel() for p in parameters)
    start, at = wave(count, 0.3, 0.4), 0
    with torch.no_grad():
        for p in parameters:
            p.copy_(from_own(start[at : at + p.numel()], p.shape))
            at += p.numel()
    optimiser = torch.optim.AdamW(parameters, lr=LEARNING_RATE, weight_decay=decay)
    target = torch.arange(rows) * 2 % classes
    weights = 1 + wave(rows, 5.0, 0.5)
    module.train()
    steps = []
    for step in range(STEPS):
        x = wave(rows * math.prod(inputs), step + 1.0).reshape(rows, *inputs)
        keeps = [((wave(rows * math.prod(shape), step + 9.0 + i) > -0.3) / 0.8).double().reshape(rows, *shape) for i, shape in enumerate(keep_shapes)]
        loss = (F.cross_entropy(module(x, keeps, season), target, reduction="none") * weights).mean()
        full = loss + penalty / 2 * sum((parameters[i] ** 2).sum() for i in penalised)
        optimiser.zero_grad()
        full.backward()
        gradient = flat([p.grad for p in parameters])
        optimiser.step()
        statistics = [torch.cat([norm.running_mean, norm.running_var]) for norm in module.norms_in_order()]
        steps.append({"loss": loss.item(), "gradient": gradient.tolist(), "weights": flat(parameters).tolist(), "statistics": torch.cat(statistics).tolist() if statistics else []})
    module.eval()
    x = wave(rows * math.prod(inputs), 77.0).reshape(rows, *inputs)
    answer = F.log_softmax(module(x, None, season), 1).detach()
    return {"steps": steps, "logShares": answer.reshape(-1).tolist()}


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return {key: rounded(item) for key, item in value.items()} if isinstance(value, dict) else value


season = torch.tensor([[1.0, 1, 0, 0], [0, 0, 0, 0], [0, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 1], [1, 0, 0, 1]])
golden = {
    "tempcnn": run(TempCnn(7, 3, 4, 3, 5, 3), (7, 3), [(7, 4)] * 3 + [(5,)], 6, 3, 0.0, 0.01, [0, 3, 6, 9, 12]),
    "mlp": run(Head(5, 8, 3), (5,), [(8,)], 6, 3, 0.1, 0.0, []),
    "seasonal": run(Head(5, 8, 3), (4, 5), [(8,)], 6, 3, 0.0, 0.0, [], season),
}
print(json.dumps(rounded(golden)))
