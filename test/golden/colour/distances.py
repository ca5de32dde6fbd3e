"""Smallest OKLab distance (x 100) of known palettes as normal, protan, deutan and tritan vision see them, and the
pairs below 6 with the worst of the four; Machado et al. 2009 at severity 1.0, in linear light. Writes distances.json."""
import itertools, json, pathlib
import numpy as np

M1 = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]])
M2 = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099], [0.0259040371, 0.7827717662, -0.8086757660]])
VISIONS = {
    'normal': np.eye(3),
    'protan': np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    'deutan': np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    'tritan': np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
PALETTES = {
    'okabe-ito': '000000 E69F00 56B4E9 009E73 F0E442 0072B2 D55E00 CC79A7',
    'tol-muted': '332288 88CCEE 44AA99 117733 999933 DDCC77 CC6677 882255 AA4499',
    'tol-light': '77AADD 99DDFF 44BB99 BBCC33 AAAA00 EEDD88 EE8866 FFAABB DDDDDD',
    'tableau-20': '4e79a7 a0cbe8 f28e2b ffbe7d 59a14f 8cd17d b6992d f1ce63 499894 86bcb6 e15759 ff9d9a 79706e bab0ac d37295 fabfd2 b07aa1 d4a6c8 9d7660 d7b5a6',
    'set3': '8dd3c7 ffffb3 bebada fb8072 80b1d3 fdb462 b3de69 fccde5 d9d9d9 bc80bd ccebc5 ffed6f',
}

def lab(hexes, matrix):
    rgb = np.array([[int(h[i:i + 2], 16) / 255 for i in (0, 2, 4)] for h in hexes])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.cbrt(np.clip(linear @ matrix.T, 0, 1) @ M1.T) @ M2.T

out = {}
for name, text in PALETTES.items():
    colours = text.split()
    seen = {v: lab(colours, m) for v, m in VISIONS.items()}
    distances = {v: [100 * float(np.linalg.norm(l[i] - l[j])) for i, j in itertools.combinations(range(len(colours)), 2)] for v, l in seen.items()}
    out[name] = {
        'colours': ['#' + c for c in colours],
        'smallest': {v: round(min(d), 4) for v, d in distances.items()},
        'confusable': max(sum(x < 6 for x in d) for d in distances.values()),
    }
pathlib.Path(__file__).with_name('distances.json').write_text(json.dumps(out, indent=1) + '\n')
for name, o in out.items():
    print(name, len(o['colours']), {v: round(d, 1) for v, d in o['smallest'].items()}, o['confusable'])
