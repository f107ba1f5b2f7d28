"""Writes fixtures/vectors/experiment_*.json: reference values for what a test shows, by other code than ours.

python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
venv/bin/python Tests/Vectors/experiments.py fixtures/vectors
"""

import itertools
import json
import pathlib
import sys

import numpy as np
import scipy
import statsmodels
from scipy import optimize, special, stats
from statsmodels.stats.power import TTestPower

OUT = pathlib.Path(sys.argv[1])
PACKAGES = {
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "statsmodels": statsmodels.__version__,
}


def write(name, method, call, cases):
    text = {
        "schema": "mql-stat-vectors/1",
        "name": name,
        "method": method,
        "reference": {"packages": PACKAGES, "call": call, "script": "Tests/Vectors/experiments.py"},
        "conventions": "non-finite numbers are the strings 'Infinity'/'-Infinity'; null = not defined",
        "cases": cases,
    }
    (OUT / f"{name}.json").write_text(json.dumps(text, indent=1) + "\n")


def plain(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(entry) for entry in value]
    value = float(value)
    if np.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def case(name, given, found, rel=1e-6, absolute=1e-9):
    return {
        "id": name,
        "input": given,
        "output": {key: plain(value) for key, value in found.items()},
        "tol": {"rel": rel, "abs": absolute},
    }


# Two arms: the share of what came in the treated arm, and the ratio of rates that follows from it.


def arms(x, e, y, f):
    share = e / (e + f)

    def ratio(part):
        return np.inf if part >= 1 else part / (1 - part) * f / e

    def range_of(conf):
        n, tail = x + y, (1 - conf) / 2
        low = 0 if x == 0 else stats.beta.ppf(tail, x + 0.5, y + 0.5)
        high = 1 if y == 0 else stats.beta.ppf(1 - tail, x + 0.5, y + 0.5)
        if x == 0:
            high = 1 - tail ** (1 / n)
        if y == 0:
            low = tail ** (1 / n)
        return [ratio(low), ratio(high)]

    a, b = 12 * share, 12 * (1 - share)

    def log_evidence(rate):
        return (
            special.betaln(a + x, b + y)
            - special.betaln(a, b)
            - special.xlogy(x, rate)
            - special.xlog1py(y, -rate)
        )

    def anytime(conf):
        limit, centre = -np.log(1 - conf), x / (x + y)
        low = 0 if x == 0 else optimize.brentq(
            lambda r: log_evidence(r) - limit, 1e-12, centre, xtol=1e-14)
        high = 1 if y == 0 else optimize.brentq(
            lambda r: log_evidence(r) - limit, centre, 1 - 1e-12, xtol=1e-14)
        return [ratio(low), ratio(high)]

    return {
        "ratio": np.inf if y == 0 else (x / e) / (y / f),
        "final": range_of(0.96),
        "early": anytime(0.99),
        "evidence": np.exp(log_evidence(share)),
    }


write(
    "experiment_arms",
    "x | x + y ~ Binomial(r e / (r e + f)); Jeffreys range of one look, Robbins' mixture for every look",
    "scipy.stats.beta.ppf; scipy.special.betaln + scipy.optimize.brentq",
    [
        case(f"{x} of {e}, {y} of {f}", {"x": x, "e": e, "y": y, "f": f}, arms(x, e, y, f))
        for x, e, y, f in [
            (60, 1.0, 30, 1.0), (30, 1.0, 30, 1.0), (120, 9000.0, 20, 3000.0),
            (7, 0.5, 0, 0.5), (0, 8.0, 5, 8.0), (400, 26.0, 100, 8.0), (3, 2.0, 1, 1.0),
        ]
    ],
)


# Pairs: every way in which each of them may have been the other way round.


def pairs(differences):
    d = np.array(differences)
    n = len(d)
    means = np.sort([
        d[list(chosen)].mean()
        for size in range(1, n + 1)
        for chosen in itertools.combinations(range(n), size)
    ])
    place = int(0.025 * 2**n)
    test = stats.permutation_test(
        (d,), lambda x, axis: np.mean(x, axis=axis), permutation_type="samples",
        n_resamples=np.inf, alternative="two-sided", vectorized=True)
    return {"mean": d.mean(), "range": [means[place - 1], means[-place]], "p": test.pvalue}


write(
    "experiment_pairs",
    "sign-flip permutation test of paired differences; range by means of subsets (Hartigan 1969)",
    "scipy.stats.permutation_test(permutation_type='samples', n_resamples=inf); numpy over itertools.combinations",
    [
        case(", ".join(str(d) for d in differences), {"differences": differences}, pairs(differences))
        for differences in [
            [3.0, 5.0, 1.0, 4.0, 2.0, 6.0],
            [3.0, -5.0, 1.0, 4.0, 2.0, 6.0, 0.0],
            [2.5, 1.25, -0.5, 3.0, 4.5, 1.0, 2.0, 0.75],
            [-3.0, -2.0, 1.0, -4.0, -6.0, -1.0, 2.0, -5.0, -2.5],
            [12.0, 3.0, 7.0, -2.0, 5.0, 9.0, 1.0, 4.0, -6.0, 8.0],
        ]
    ],
)


# Shares over the simplex, and groups held against a mixture of others.


def simplex(columns, target):
    columns, target = np.array(columns), np.array(target)
    count = columns.shape[1]
    best = None
    for start in [np.full(count, 1 / count)] + [np.eye(count)[i] for i in range(count)]:
        found = optimize.minimize(
            lambda w: ((columns @ w - target) ** 2).sum(), start,
            jac=lambda w: 2 * columns.T @ (columns @ w - target),
            bounds=[(0, None)] * count,
            constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
            method="SLSQP", options={"ftol": 1e-15, "maxiter": 2000})
        if best is None or found.fun < best.fun:
            best = found
    return best.x, best.fun


def groups(past, during, weeks, untreated, draws):
    past, during = np.array(past), np.array(during)
    mean = past.mean(axis=1)
    index, later = past / mean[:, None], during / (mean * weeks)

    def line(draw, adjusted):
        off, on = np.flatnonzero(draw), np.flatnonzero(~np.array(draw))
        part = mean[off] / mean[off].sum()
        w, _ = simplex(index[on].T, part @ index[off])
        gives = np.zeros(len(mean))
        gives[off], gives[on] = part, -w
        return (gives * later * ~adjusted).sum(), (gives * later * adjusted).sum()

    real = np.array(untreated)
    a, b = line(real, real)
    roots, at_one = [], []
    for draw in draws:
        draw = np.array(draw)
        if (draw == real).all():
            continue
        c, d = line(draw, real)
        roots.append((c - a) / (b - d) if b - d > 1e-12 else np.nan)
        at_one.append(c + d)
    n = len(roots) + 1
    place = int(0.025 * n)
    low = np.sort([-np.inf if np.isnan(r) else r for r in roots])[place - 1]
    high = np.sort([np.inf if np.isnan(r) else r for r in roots])[-place]
    below = 1 + sum(s <= a + b for s in at_one)
    above = 1 + sum(s >= a + b for s in at_one)
    return {"ratio": -a / b, "range": [max(0, low), high], "p": min(1, 2 * min(below, above) / n)}


random = np.random.default_rng(20261130)
cases = []
for rows, count in [(30, 4), (40, 6), (52, 9)]:
    columns = random.poisson(20, (rows, count)) / 20
    true = random.dirichlet(np.full(count, 0.5))
    target = columns @ true + random.normal(0, 0.05, rows)
    w, loss = simplex(columns, target)
    cases.append(case(
        f"{rows} × {count}", {"columns": columns.tolist(), "target": target.tolist()},
        {"shares": w}, rel=1e-4, absolute=2e-6))
write(
    "experiment_simplex", "least squares with shares of at least 0 that sum to 1",
    "scipy.optimize.minimize(method='SLSQP') from every corner and the middle", cases)

cases = []
for count, weeks, effect in [(8, 8, 1.0), (8, 10, 1.6), (9, 12, 1.3)]:
    level = random.uniform(8, 30, count)
    season = 1 + 0.2 * np.sin(np.arange(40 + weeks) / 6)
    draws = [
        [i in chosen for i in range(count)]
        for chosen in itertools.combinations(range(count), count // 2)
    ]
    real = draws[int(random.integers(len(draws)))]
    rates = level[:, None] * season
    rates[np.array(real), 40:] /= effect
    counts = random.poisson(rates)
    past, during = counts[:, :40], counts[:, 40:].sum(axis=1)
    cases.append(case(
        f"{count} groups, {weeks} weeks, effect {effect}",
        {
            "past": past.astype(float).tolist(), "during": during.astype(float).tolist(),
            "weeks": weeks, "untreated": [float(x) for x in real],
            "draws": [[float(x) for x in draw] for draw in draws],
        },
        groups(past, during, weeks, real, draws), rel=1e-4, absolute=1e-5))
write(
    "experiment_groups",
    "synthetic control of groups in their own past means; permutation over draws; range by inversion",
    "scipy.optimize.minimize(method='SLSQP') per draw; numpy", cases)


# How much windows of the past differ, and the power of pairs.


def windows(past, before, during):
    past = np.array(past)
    length, share, found = before + during, during / (before + during), []
    for start in range(len(past) - length + 1):
        one = past[start : start + before].sum()
        two = past[start + before : start + length].sum()
        total = one + two
        if total:
            found.append((two - total * share) ** 2 / (total * share * (1 - share)))
    widening = stats.t.ppf(0.975, len(past) // max(before, during) - 1) / stats.norm.ppf(0.975)
    return {"dispersion": max(1, np.mean(found) * widening**2)}


cases = []
for name, past in [
    ("independent", random.poisson(14, 80)),
    ("varying", random.poisson(random.gamma(6, 3, 80))),
    ("short", random.poisson(5, 26)),
]:
    cases.append(case(
        name, {"past": past.astype(float).tolist(), "before": 4, "during": 4}, windows(past, 4, 4)))
write(
    "experiment_windows", "counts of windows against the windows before them", "numpy; scipy.stats.t.ppf",
    cases)

write(
    "experiment_power",
    "power of the paired t test at a difference of `effect` standard deviations",
    "statsmodels.stats.power.TTestPower().power(effect, pairs, 0.05, alternative='two-sided')",
    [
        case(
            f"{pairs} pairs, {share}", {"pairs": pairs, "all": 400.0, "credited": 200.0, "share": share},
            {
                # Two Poisson counts of means 400 and 400 − 200 × share.
                "power": TTestPower().power(
                    200 * share / np.sqrt(800 - 200 * share), pairs, 0.05, alternative="two-sided")
            },
            absolute=0.03)
        for pairs, share in [(13, 0.1), (16, 0.1), (20, 0.05), (26, 0.08)]
    ],
)
