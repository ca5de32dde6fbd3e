"""10th, 50th and 90th percentile of lists as numpy makes them: python3 percentiles.py > percentiles.json"""
import json
import numpy

random = numpy.random.default_rng(3)
cases = []
for length in (1, 2, 3, 10, 101):
    values = numpy.round(random.uniform(-1, 2, length), 4)
    cases.append({'values': values.tolist(), 'expected': numpy.percentile(values, [10, 50, 90]).round(12).tolist()})
print(json.dumps(cases))
