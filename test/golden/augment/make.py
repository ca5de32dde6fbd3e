"""Sensor masks of DOMAIN B6 drawn from the same generator, written from their descriptions (xoshiro128**, splitmix32, MurmurHash3's
finaliser). Writes augment.json.  python3 make.py"""
import json, os

M = 0xFFFFFFFF


def mixed(z):
    z = ((z ^ (z >> 16)) * 0x21F0AAAD) & M
    z = ((z ^ (z >> 15)) * 0x735A2D97) & M
    return z ^ (z >> 15)


def hash32(seed, *values):
    h = seed & M
    for v in values:
        h = ((h ^ (v & M)) * 0xCC9E2D51) & M
        h = ((h << 15) | (h >> 17)) & M
        h = (h * 0x1B873593 & M) ^ (h >> 13)
    h ^= h >> 16
    h = h * 0x85EBCA6B & M
    h ^= h >> 13
    h = h * 0xC2B2AE35 & M
    return h ^ (h >> 16)


def stream(seed, number):
    state = seed ^ (mixed((number + 0x9E3779B9) & M) * 0x85EBCA6B & M)
    s = []
    for _ in range(4):
        state = (state + 0x9E3779B9) & M
        s.append(mixed(state))
    s[3] |= 1
    rot = lambda v, b: ((v << b) | (v >> (32 - b))) & M
    while True:
        result = rot(s[1] * 5 & M, 7) * 9 & M
        t = s[1] << 9 & M
        s[2] ^= s[0]; s[3] ^= s[1]; s[1] ^= s[2]; s[0] ^= s[3]; s[2] ^= t
        s[3] = rot(s[3], 11)
        yield result / 2**32


def mask(seed, name, repeat, steps=12):
    numbers = stream(hash32(seed, repeat), hash32(seed, *map(ord, name)))
    u = lambda: next(numbers)
    below = lambda n: int(u() * n)
    s1 = [1] * steps if u() < 0.15 else [int(u() < 0.15) for _ in range(steps)]
    block = [0] * steps
    if u() < 0.05:
        length = 2 + below(4)
        start = below(steps - length + 1)
        block[start:start + length] = [1] * length
    s2 = [int(u() < 0.25) for _ in range(steps)]
    s2 = [a | b for a, b in zip(s2, block)]
    if all(s1) and all(s2):
        s2[below(steps)] = 0
    meteo = [int(u() < 0.03) for _ in range(steps)]
    return {'seed': seed, 'sample': name, 'repeat': repeat, 'radar': s1, 'optical': s2, 'weather': meteo, 'terrain': u() < 0.01}


if __name__ == '__main__':
    cases = [mask(seed, name, repeat) for seed in (42, 7, 4294967295) for name in ('FRA-1', '2022_FRA_LPIS_POLY_110-99', 'é') for repeat in (1, 2, 3)]
    # Rare draws, so that a block, a kept step and lost terrain are among them.
    more = [mask(1, f's{i}', 1) for i in range(400)]
    cases += [c for c in more if c['terrain'] or sum(c['radar']) == 12][:20]
    with open(os.path.join(os.path.dirname(__file__), 'augment.json'), 'w') as out:
        out.write('[\n' + ',\n'.join(json.dumps(c) for c in cases) + '\n]\n')
