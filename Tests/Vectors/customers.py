"""Writes fixtures/vectors/customer_value.json: reference values for what customers bring, by other code than ours.

python3 -m venv venv && venv/bin/pip install lifelines==0.30.3
venv/bin/python Tests/Vectors/customers.py fixtures/vectors
"""

import json
import pathlib
import sys

import lifelines
import numpy as np
import scipy
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time
from scipy import stats

OUT = pathlib.Path(sys.argv[1])


def area(days, left, age, weights=None):
    """The area under a weighted curve of Kaplan and Meier, from its definition, step by step."""
    weights = np.ones(len(days)) if weights is None else weights
    total, without, last = 0.0, 1.0, 0.0
    for step in sorted({d for d, e in zip(days, left) if e and d <= age}):
        total += without * (step - last)
        at_risk = weights[days >= step].sum()
        events = weights[(days == step) & left].sum()
        without *= 1 - events / at_risk
        last = step
    return total + without * (age - last)


def greenwood(days, left, age):
    """Var = sum over steps of (area after the step)^2 d / (n (n - d))."""
    variance = 0.0
    for step in sorted({d for d, e in zip(days, left) if e and d <= age}):
        n, d = (days >= step).sum(), ((days == step) & left).sum()
        after = area(days, left, age) - area(days, left, step)
        if n > d:
            variance += after**2 * d / (n * (n - d))
    return np.sqrt(variance)


def value(days, left, first, later, age, weights):
    stayed = np.minimum(days, age)
    rate = (weights * later).sum() / (weights * stayed).sum()
    return (weights * first).sum() / weights.sum() + rate * area(days, left, age, weights)


def error(days, left, first, later, age):
    """The infinitesimal jackknife: each weight moved a little, both ways."""
    n, step = len(days), 1e-5
    parts = []
    for place in range(n):
        ends = []
        for sign in (1, -1):
            weights = np.ones(n)
            weights[place] += sign * step
            ends.append(value(days, left, first, later, age, weights))
        parts.append(n * (ends[0] - ends[1]) / (2 * step))
    parts = np.array(parts)
    return np.sqrt((parts**2).sum() / n / (n - 1))


def case(name, days, left, first, later, age):
    days, left = np.array(days), np.array(left, dtype=bool)
    first, later = np.array(first, dtype=float), np.array(later, dtype=float)
    fitted = KaplanMeierFitter().fit(days, left)
    stay = float(restricted_mean_survival_time(fitted, t=age))
    assert abs(stay - area(days, left, age)) < 1e-9, name
    n = len(days)
    worth = value(days, left, first, later, age, np.ones(n))
    spread = error(days, left, first, later, age)
    width = stats.t.ppf(0.975, n - 1) * spread / worth
    return {
        "id": name,
        "input": {
            "days": days.tolist(), "left": left.astype(int).tolist(), "first": first.tolist(),
            "later": later.tolist(), "age": age,
        },
        "output": {
            "stay": stay, "stay_error": float(greenwood(days, left, age)), "value": float(worth),
            "value_error": float(spread),
            "range": [float(worth * np.exp(-width)), float(worth * np.exp(width))],
        },
        "tol": {"rel": 1e-6, "abs": 1e-6},
    }


def drawn(seed, n, age):
    random = np.random.default_rng(seed)
    stays = np.ceil(random.exponential(400, n)).astype(int)
    ends = random.integers(60, 900, n)
    days = np.minimum(stays, ends)
    first = np.round(random.lognormal(9, 0.8, n))
    later = np.round(random.lognormal(4, 0.6, n) * np.minimum(days, age))
    return days.tolist(), (stays <= ends).tolist(), first.tolist(), later.tolist(), age


cases = [
    # Freireich (1963), the arm of 6-MP: the area to week 20 with nothing but one a day.
    case(
        "six_mp",
        [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
        [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
        [100] * 21,
        [min(d, 20) for d in [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]],
        20,
    ),
    case("drawn_40", *drawn(1, 40, 500)),
    case("drawn_15", *drawn(2, 15, 300)),
    case("ties", [30, 30, 60, 60, 60, 90, 90, 120, 120, 120], [1, 0, 1, 1, 0, 1, 0, 1, 0, 0],
         [500] * 10, [0, 100, 300, 200, 100, 400, 0, 800, 600, 400], 120),
]
text = {
    "schema": "mql-stat-vectors/1",
    "name": "customer_value",
    "method": "first + rate x restricted mean of Kaplan and Meier; error by the infinitesimal jackknife",
    "reference": {
        "packages": {
            "lifelines": lifelines.__version__, "numpy": np.__version__, "scipy": scipy.__version__,
        },
        "call": "lifelines.utils.restricted_mean_survival_time(KaplanMeierFitter().fit(days, left), t=age)",
        "script": "Tests/Vectors/customers.py",
    },
    "conventions": "days and age in days; left 1 = has left; range 95 % with Student's t on the scale of ln",
    "cases": cases,
}
(OUT / "customer_value.json").write_text(json.dumps(text, indent=1) + "\n")
