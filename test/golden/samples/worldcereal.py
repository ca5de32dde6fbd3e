"""Golden numbers of the pivot and season alignment of WorldCereal extractions, by pandas.

    python3 worldcereal.py FOLDER_OF_THE_REAL_FILES > worldcereal.json

Needs pandas and pyarrow. Written from the rules alone (DOMAIN.md B3, B4, B7), with dates and frames instead of the
steps and planes that Furrow counts in:
  real   what remains of the real long and wide files for several seasons and buffers: which samples, from which month,
         the sum of every band over all samples and months (missing = 65535)
  align  the period chosen for every combination of a label's month, a middle month, a series and a buffer
  calendar  dates of seasons from dekads, and the season of a label from days of the year
"""
import json
import sys

import numpy as np
import pandas as pd

NODATA = 65535
LONG = {"S2-L2A-B02": "B02", "S2-L2A-B03": "B03", "S2-L2A-B04": "B04", "S2-L2A-B05": "B05", "S2-L2A-B06": "B06", "S2-L2A-B07": "B07",
        "S2-L2A-B08": "B08", "S2-L2A-B8A": "B8A", "S2-L2A-B11": "B11", "S2-L2A-B12": "B12", "S1-SIGMA0-VV": "VV", "S1-SIGMA0-VH": "VH",
        "AGERA5-TMEAN": "TMEAN", "AGERA5-PRECIP": "PRECIP", "elevation": "elevation", "slope": "slope"}


def propose(valid, middle, first, last, buffer):
    """The month that a label is shifted to, or None. All are pandas timestamps of month starts, the middle is 1..12."""
    offset = lambda n: pd.DateOffset(months=n)
    back = (valid.month - middle) % 12
    fwd = (middle - valid.month) % 12

    def fits(p):
        start, end = p - offset(5), p + offset(6)
        return (p - offset(buffer) >= first and p + offset(buffer) <= last
                and start + offset(buffer) >= first and end - offset(buffer) <= last
                and valid - offset(buffer) >= start and valid + offset(buffer) <= end)

    before, after = valid - offset(back), valid + offset(fwd)
    if fits(before) and fits(after):
        return before if (back - fwd) <= buffer else after
    if fits(before):
        return before
    return after if fits(after) else None


def long_frame(path):
    frame = pd.read_parquet(path)
    frame["timestamp"] = pd.to_datetime(frame["timestamp"]).dt.tz_localize(None).dt.floor("D")
    frame["valid_time"] = pd.to_datetime(frame["valid_time"])
    frame = frame.drop_duplicates(["sample_id", "timestamp"], keep="first")
    assert (frame["timestamp"].dt.day == 1).all()
    return frame.rename(columns=LONG)


def wide_frame(path):
    """The wide file turned back into rows per month."""
    wide = pd.read_parquet(path)
    names = {"OPTICAL-" + b: b for b in ["B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12"]}
    names |= {"SAR-VV": "VV", "SAR-VH": "VH", "METEO-temperature_mean": "TMEAN", "METEO-precipitation_flux": "PRECIP"}
    parts = []
    for step in range(12):
        part = wide[["sample_id", "valid_time", "ewoc_code", "quality_score_lc", "quality_score_ct", "ref_id"]].copy()
        part["valid_time"] = pd.to_datetime(part["valid_time"])
        part["timestamp"] = [pd.Timestamp(day) + pd.DateOffset(months=step) for day in wide["start_date"]]
        for column in wide.columns:
            head, _, tail = column.partition("-ts")
            if tail.split("-")[0] == str(step) and head in names:
                part[names[head]] = wide[column]
        part["elevation"], part["slope"] = wide["DEM-alt-20m"], wide["DEM-slo-20m"]
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def pivot(frame, middle, buffer, window, edge=2):
    bands = [band for band in LONG.values() if band in frame]
    frame = frame.copy()
    for radar in ("VV", "VH"):
        frame.loc[frame[radar] == 0, radar] = NODATA
    kept, starts = {}, {}
    for sample, rows in frame.groupby("sample_id", sort=False):
        rows = rows.set_index("timestamp").sort_index()
        times = rows.index.to_series()
        if abs(times.diff().dt.days.median() - 31) > 2:
            continue
        optical = rows[[b for b in bands if b.startswith("B") or b in ("VV", "VH")]]
        if (optical == NODATA).all().all():
            continue
        first, last = times.iloc[0], times.iloc[-1]
        full = pd.date_range(first, last, freq="MS")
        filled = rows[bands].reindex(full).fillna(NODATA)
        valid = rows["valid_time"].iloc[0]
        position = int(np.argmin(np.abs((full - valid).days)))
        if position < edge or len(full) - 1 - position < edge or len(full) < 12:
            continue
        month = valid.to_period("M").to_timestamp()
        proposed = propose(month, middle, first, last, buffer)
        if proposed is None:
            continue
        cut = filled.loc[proposed - pd.DateOffset(months=5 + buffer): proposed + pd.DateOffset(months=6 + buffer)]
        if len(cut) < 12:
            continue
        if window == "season":
            year = pd.date_range(proposed - pd.DateOffset(months=5), periods=12, freq="MS")
            cut = filled.reindex(year).fillna(NODATA)
        elif window == "label":
            position = int(np.argmin(np.abs((cut.index - valid).days)))
            centre = min(max(position, 6), len(cut) - 6)
            cut = cut.iloc[centre - 6: centre + 6]
        kept[sample] = cut
        starts[sample] = cut.index[0].strftime("%Y-%m-%d")
    counts = pd.Series(starts).value_counts() if starts else {}
    return {
        "rows": len(kept),
        "starts": {start: int(count) for start, count in sorted(counts.items())} if starts else {},
        "first": sorted(kept)[:3],
        "sums": {band: int(sum(int(cut[band].sum()) for cut in kept.values())) for band in bands},
    }


def align_cases():
    cases = []
    for first, last in [("2021-09-01", "2023-01-01"), ("2020-01-01", "2023-12-01"), ("2021-12-01", "2022-11-01"), ("2022-02-01", "2023-06-01")]:
        for valid in ["2022-01-01", "2022-03-01", "2022-06-01", "2022-08-01", "2022-11-01", "2022-12-01"]:
            for middle in range(1, 13):
                for buffer in (0, 1, 3):
                    found = propose(pd.Timestamp(valid), middle, pd.Timestamp(first), pd.Timestamp(last), buffer)
                    start = None if found is None else (found - pd.DateOffset(months=5)).strftime("%Y-%m-%d")
                    cases.append([first, last, valid, middle, buffer, start])
    return cases


def dekad_day(dekad, year):
    """First day of a dekad counted over three years, and which third of its month it is."""
    index = dekad - 37
    month = pd.Timestamp(year, 1, 1) + pd.DateOffset(months=index // 3)
    return month, index % 3


def calendar_cases():
    dates = []
    for sos, eos in [(61, 79), (60, 80), (62, 81), (63, 82), (46, 62), (29, 57), (30, 58), (70, 90), (37, 72), (1, 36), (73, 108)]:
        start, third = dekad_day(sos, 2021)
        start = start + pd.DateOffset(months=1) if third == 2 else start
        end, third = dekad_day(eos, 2021)
        end = end - pd.Timedelta(days=1) if third == 0 else end + pd.offsets.MonthEnd(0)
        middle = start + (end - start) // 2
        dates.append([sos, eos, start.strftime("%Y-%m-%d"), end.strftime("%Y-%m-%d"), int(middle.month)])
    labels = []
    for sos, eos, label in [(60, 200, "2021-05-01"), (60, 200, "2021-07-19"), (60, 200, "2021-07-20"), (60, 200, "2021-09-01"), (280, 200, "2021-03-01"), (280, 200, "2021-11-01"), (200, 200, "2020-02-29"), (300, 30, "2020-12-31")]:
        day = pd.Timestamp(label)
        end_year = day.year + (1 if day.dayofyear > eos else 0)
        start_year = end_year - 1 if sos >= eos else end_year
        first = pd.Timestamp(start_year, 1, 1) + pd.Timedelta(days=sos)
        last = pd.Timestamp(end_year, 1, 1) + pd.Timedelta(days=eos)
        labels.append([sos, eos, label, first.strftime("%Y-%m-%d"), last.strftime("%Y-%m-%d")])
    return {"dates": dates, "labels": labels}


folder = sys.argv[1]
fra = long_frame(f"{folder}/2022_FRA_LPIS_POLY_110.geoparquet")
wide = wide_frame(f"{folder}/test_public_extractions.parquet")
gappy = fra[~((fra["timestamp"] == "2022-03-01") & (fra["sample_id"].str[-1].isin(list("02468"))))]
real = []
for name, frame, requests in [("long", fra, [(4, 0, "season"), (6, 0, "season"), (6, 2, "season"), (6, 2, "label"), (5, 3, "label"), (4, 1, "label"), (9, 0, "season")]),
                              ("gaps", gappy, [(4, 0, "season")]),
                              ("wide", wide, [(5, 0, "season"), (6, 0, "season"), (11, 0, "season"), (5, 1, "label")])]:
    for middle, buffer, window in requests:
        real.append({"file": name, "middle": middle, "buffer": buffer, "window": window, **pivot(frame, middle, buffer, window)})
json.dump({"real": real, "align": align_cases(), "calendar": calendar_cases()}, sys.stdout)
