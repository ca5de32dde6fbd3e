"""Writes weights.pt as torch.save lays it out (zip of a pickle and one file per storage), with Python's own pickle and zipfile,
and weights.json with what numpy says the tensors are. Needs numpy; no PyTorch.  python3 make.py"""
import collections, io, json, os, pickle, sys, types, zipfile
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
torch = types.ModuleType('torch')
torch_utils = types.ModuleType('torch._utils')
STORAGES = {}
for name, bytes_per_item in [('FloatStorage', 4), ('HalfStorage', 2), ('BFloat16Storage', 2), ('LongStorage', 8)]:
    STORAGES[name] = type(name, (), {'__module__': 'torch'})
    setattr(torch, name, STORAGES[name])


def _rebuild_tensor_v2(*args): pass
def _rebuild_parameter(*args): pass


for function in (_rebuild_tensor_v2, _rebuild_parameter):
    function.__module__ = 'torch._utils'
    function.__qualname__ = function.__name__
    setattr(torch_utils, function.__name__, function)
sys.modules['torch'], sys.modules['torch._utils'] = torch, torch_utils


class Storage:
    def __init__(self, kind, key, raw, count):
        self.kind, self.key, self.raw, self.count = kind, key, raw, count


class Tensor:
    def __init__(self, storage, offset, shape, strides, parameter=False):
        self.storage, self.offset, self.shape, self.strides, self.parameter = storage, offset, shape, strides, parameter

    def __reduce__(self):
        args = (self.storage, self.offset, self.shape, self.strides, False, collections.OrderedDict())
        if self.parameter:
            return _rebuild_parameter, (Tensor(self.storage, self.offset, self.shape, self.strides), True, collections.OrderedDict())
        return _rebuild_tensor_v2, args


class Pickler(pickle.Pickler):
    def persistent_id(self, value):
        if isinstance(value, Storage):
            return ('storage', STORAGES[value.kind], value.key, 'cpu', value.count)


rng = np.random.default_rng(1)
f32 = rng.standard_normal(24).astype('<f4')
f16 = np.array([0, -0.0, 1, -2.5, 65504, 6e-8, 0.333, np.inf, -np.inf], '<f2')
wide = rng.standard_normal(6).astype('<f4')
bf16 = (wide.view('<u4') >> 16).astype('<u2')
i64 = np.array([0, 1, -1, 2**53 + 1, -2**63], '<i8')
s32 = Storage('FloatStorage', '0', f32.tobytes(), 24)
s16 = Storage('HalfStorage', '1', f16.tobytes(), 9)
sb = Storage('BFloat16Storage', '2', bf16.tobytes(), 6)
sl = Storage('LongStorage', '3', i64.tobytes(), 5)
state = collections.OrderedDict([
    ('whole', Tensor(s32, 0, (2, 3, 4), (12, 4, 1))),
    ('transposed', Tensor(s32, 0, (4, 6), (1, 4))),
    ('slice', Tensor(s32, 5, (3, 2), (6, 2), parameter=True)),
    ('repeated', Tensor(s32, 3, (2, 2), (0, 1))),
    ('number', Tensor(s32, 7, (), ())),
    ('nothing', Tensor(s32, 0, (0, 4), (4, 1))),
    ('half', Tensor(s16, 0, (9,), (1,))),
    ('brain', Tensor(sb, 0, (2, 3), (3, 1))),
    ('counts', Tensor(sl, 0, (5,), (1,))),
])
state._metadata = collections.OrderedDict([('', {'version': 1})])


def views(array):
    item = array.itemsize
    return {'whole': array.reshape(2, 3, 4), 'transposed': array.reshape(6, 4).T,
            'slice': np.lib.stride_tricks.as_strided(array[5:], (3, 2), (6 * item, 2 * item)),
            'repeated': np.lib.stride_tricks.as_strided(array[3:], (2, 2), (0, item)), 'number': array[7:8].reshape(()), 'nothing': np.zeros((0, 4), '<f4')}


def save(path, top, protocol):
    body = io.BytesIO()
    Pickler(body, protocol).dump(top)
    with zipfile.ZipFile(os.path.join(here, path), 'w', zipfile.ZIP_STORED) as archive:
        put = lambda name, data: archive.writestr(zipfile.ZipInfo('weights/' + name, (1980, 1, 1, 0, 0, 0)), data)
        put('data.pkl', body.getvalue())
        put('byteorder', b'little')
        for storage in (s32, s16, sb, sl):
            put('data/' + storage.key, storage.raw)
        put('version', b'3\n')


save('weights.pt', state, 2)
save('training.pt', {'epoch': 7, 'loss': 0.25, 'big': 2**70, 'names': ['a', 'b'], 'model_state_dict': state}, 4)
expected = {**views(f32), 'half': f16.astype('<f4'), 'brain': (bf16.astype('<u4') << 16).view('<f4').reshape(2, 3), 'counts': i64}
plain = lambda a: [str(v) if a.dtype.kind == 'i' or not np.isfinite(v) else float(v) for v in np.asarray(a).reshape(-1)]
with open(os.path.join(here, 'weights.json'), 'w') as out:
    json.dump({name: {'shape': list(np.shape(value)), 'values': plain(value)} for name, value in expected.items()}, out, indent=1)
