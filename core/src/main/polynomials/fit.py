"""Fits the polynomials of io.blick.core.kernel.Transcendental and prints them as Java floats.

Each is the least-squares fit on Chebyshev nodes, weighted towards an even relative error, and rounded
to float32. Needs mpmath. usage: fit.py
"""
from mpmath import mp, mpf, matrix, lu_solve, exp, erf, tanh, erfc, log, cos, pi, sqrt, nstr
import struct

mp.dps = 40


def nodes(low, high, n=400):
    return [(low + high) / 2 + (high - low) / 2 * cos((2 * i + 1) * pi / (2 * n)) for i in range(n)]


def fit(f, powers, xs, weight):
    rows = [[weight(x) * x**p for p in powers] for x in xs]
    a = matrix(rows)
    b = matrix([weight(x) * f(x) for x in xs])
    c = lu_solve(a.T * a, a.T * b)
    return [c[i] for i in range(len(powers))]


def f32(x):
    return struct.unpack("f", struct.pack("f", float(x)))[0]


def shortest(x):
    return next(t for t in (f"{x:.{n}g}" for n in range(1, 10)) if f32(t) == x)


def show(name, coefficients):
    print(name, ", ".join(shortest(f32(c)) + "f" for c in coefficients))


half = log(2) / 2 * mpf("1.001")
show("exp: (e^r - 1 - r) / r^2, r^0 ..", fit(lambda r: (exp(r) - 1 - r) / r**2, range(5), nodes(-half, half), lambda r: r**2))
edge = mpf(1)
show("erf: erf(x) / x - 1, x^0, x^2 ..", fit(lambda x: erf(x) / x - 1, [0, 2, 4, 6, 8, 10, 12], nodes(mpf("1e-6"), edge), lambda x: mpf(1)))
# 1 - erf(t) = exp(-t - t * q(t)); an error of q counts as much as it moves erf.
show("erfc: -(log erfc(t) + t) / t, t^0 ..", fit(lambda t: -(log(erfc(t)) + t) / t, range(8), nodes(edge, mpf(4)), lambda t: erfc(t) * t))
show("exp2: (2^r - 1) / r, r^0 ..", fit(lambda r: (2**r - 1) / r, range(6), nodes(mpf("-0.501"), mpf("0.501")), lambda r: r))
low, high = sqrt(mpf(1) / 2) - 1, sqrt(mpf(2)) - 1
show("log: (log(1 + f) - f) / f^2, f^0 ..", fit(lambda f: (log(1 + f) - f) / f**2, range(8), nodes(low * mpf("1.001"), high * mpf("1.001")), lambda f: f))
show("tanh: (tanh(x) / x - 1) / x^2, x^0, x^2 ..", fit(lambda x: (tanh(x) / x - 1) / x**2, [0, 2, 4, 6, 8], nodes(mpf("1e-3"), mpf("0.63")), lambda x: x**2))
