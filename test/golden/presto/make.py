"""The Presto encoder in numpy, float64, written from its description (DOMAIN B2): all tokens enter and missing ones are masked in
the attention, as the original does it. Weights are a formula that the test has too. Writes presto.json.  python3 make.py"""
import json, math, os
import numpy as np

W, HEADS, MONTHS, STEPS, PX = 128, 8, 12, 12, 6
GROUPS = [('S1', [0, 1]), ('S2_RGB', [2, 3, 4]), ('S2_Red_Edge', [5, 6, 7]), ('S2_NIR_10m', [8]), ('S2_NIR_20m', [9]),
          ('S2_SWIR', [10, 11]), ('ERA5', [12, 13]), ('SRTM', [14, 15]), ('NDVI', [16])]


def made(name, *shape):
    """The same numbers as test/fixtures/presto.ts."""
    seed = sum(ord(c) * (i + 1) for i, c in enumerate(name)) % 1000
    n = int(np.prod(shape))
    values = np.sin(seed + np.arange(n, dtype=np.float64) * 0.7310585) * 0.15
    if name.endswith(('norm1.weight', 'norm2.weight')) or name == 'norm.weight':
        values = values + 1
    return values.astype(np.float32).astype(np.float64).reshape(shape)


def linear(x, name, out):
    return x @ made(name + '.weight', out, x.shape[-1]).T + made(name + '.bias', out)


def norm(x, name):
    mean = x.mean(-1, keepdims=True)
    return (x - mean) / np.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + 1e-5) * made(name + '.weight', W) + made(name + '.bias', W)


erf = np.vectorize(math.erf)


def series():
    """Stored numbers [pixel][step][band] with missing ones; the same as the test's."""
    base = [9000, 5000, 600, 900, 800, 1300, 2200, 2600, 2900, 3000, 2400, 1500, 28500, 6000, 150, 3]
    raw = np.zeros((PX, STEPS, 16), np.int64)
    for p in range(PX):
        for t in range(STEPS):
            for b in range(16):
                raw[p, t, b] = base[b] + ((p * 37 + t * 101 + b * 13) % 97) * (1 if base[b] < 1000 else 8)
    raw[..., 14:] = raw[:, :1, 14:]
    raw[1, 3:5, 2:12] = 65535        # cloudy months
    raw[2, :, 9] = 65535             # no B8A
    raw[2, 7, :2] = 65535            # no backscatter
    raw[3, :, 4] = 65535             # no B04: no RGB, no NDVI
    raw[4, :, 14:] = 65535           # no terrain
    raw[4, 6, :] = 65535             # a month of nothing
    raw[5, 1:, :14] = 65535          # one month of all
    raw[0, 2, 0] = 0                 # backscatter 0 is none
    return raw


def normalise(raw):
    missing = raw == 65535
    missing[..., :2] |= raw[..., :2] == 0
    x = np.zeros((PX, STEPS, 17))
    x[..., :2] = (20 * np.log10(np.maximum(raw[..., :2], 1)) - 83 + 25) / 25
    x[..., 2:12] = raw[..., 2:12] / 1e4
    x[..., 12] = (raw[..., 12] / 100 - 272.15) / 35
    x[..., 13] = raw[..., 13] / 1e5 / 0.03
    x[..., 14], x[..., 15] = raw[..., 14] / 2000, raw[..., 15] / 50
    x[..., :16][missing] = 0
    b4, b8 = x[..., 4], x[..., 8]
    gone = missing[..., 4] | missing[..., 8]
    x[..., 16] = np.where(gone | (b4 + b8 <= 0), 0, (b8 - b4) / np.where(b4 + b8 <= 0, 1, b4 + b8))
    return x, np.concatenate([missing, gone[..., None]], -1)


def encode(ndvi_never_missing):
    x, missing = normalise(series())
    if ndvi_never_missing:
        missing = missing.copy()
        missing[..., 16] = False
    months = (np.arange(STEPS) + 10) % 12
    tokens, gone, where = [], [], []
    for g, (name, bands) in enumerate(GROUPS):
        embedded = linear(x[..., bands], 'eo_patch_embed.' + name, W)
        for t in range(STEPS):
            if name == 'SRTM' and t > 0:
                continue
            extra = np.zeros(W)
            extra[32:64] = made('channel_embed.weight', 10, 32)[g]
            if name != 'SRTM':
                extra[:32] = made('month_embed.weight', 12, 32)[months[t]]
                extra[64:] = made('pos_embed', 1, 24, 64)[0, t]
            tokens.append(embedded[:, t] + extra)
            gone.append(missing[:, t][:, bands].any(-1))
            where.append(-1 if name == 'SRTM' else t)
    lat, lon = np.radians(50 + np.arange(PX) * 0.5), np.radians(4 - np.arange(PX) * 0.25)
    tokens.append(linear(np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], -1), 'latlon_embed', W))
    gone.append(np.zeros(PX, bool))
    h, gone = np.stack(tokens, 1), np.stack(gone, 1)
    n = h.shape[1]
    for block in ('blocks.0', 'blocks.1'):
        q, k, v = linear(norm(h, block + '.norm1'), block + '.attn.qkv', 3 * W).reshape(PX, n, 3, HEADS, 16).transpose(2, 0, 3, 1, 4)
        scores = q @ k.transpose(0, 1, 3, 2) / 4
        scores = np.where(gone[:, None, None, :], -np.inf, scores)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        h = h + linear((shares @ v).transpose(0, 2, 1, 3).reshape(PX, n, W), block + '.attn.proj', W)
        m = linear(norm(h, block + '.norm2'), block + '.mlp.fc1', 512)
        h = h + linear(m * (1 + erf(m / math.sqrt(2))) / 2, block + '.mlp.fc2', W)
    keep = ~gone
    embedding = norm((h * keep[..., None]).sum(1) / keep.sum(1)[:, None], 'norm')
    steps = np.zeros((PX, STEPS, W))
    for p in range(PX):
        for t in range(STEPS):
            own = [i for i in range(n - 1) if keep[p, i] and where[i] in (-1, t)]
            if own:
                steps[p, t] = norm(h[p, own].mean(0), 'norm')
    return embedding, steps


result = {}
for rule in ('with-its-bands', 'never-missing'):
    embedding, steps = encode(rule == 'never-missing')
    # Every eighth number, to keep the file small.
    result[rule] = {'embedding': embedding[:, ::8].round(6).tolist(), 'steps': steps[:, :, ::32].round(6).tolist(), 'logit': (embedding @ made('head.linear.weight', 1, W)[0] + made('head.linear.bias', 1)[0]).round(6).tolist()}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'presto.json'), 'w') as out:
    json.dump(result, out)
