"""Writes tables.rs: special functions as Chebyshev series, and points and weights of quadrature.

    python3 tables.py > tables.rs && rustfmt tables.rs

Needs mpmath. Each series has the terms that float64 can tell, by interpolation at 64 points.
"""

from mpmath import (
    airyai, airybi, besseli, besselj, besselk, bessely, cos, erfc, erfinv, exp, findroot, legendre,
    ln, mp, mpf, pi, sin, sqrt,
)

mp.dps = 50
POINTS = 64
PRECISION = mpf(2) ** -55


def chebyshev(function, low, high):
    """The coefficients of the function on [low, high], as few as are needed."""
    low, high = mpf(low), mpf(high)
    angles = [pi * (k + mpf(1) / 2) / POINTS for k in range(POINTS)]
    values = [function((low + high) / 2 + (high - low) / 2 * cos(angle)) for angle in angles]
    coefficients = [
        2 * sum(v * cos(n * angle) for v, angle in zip(values, angles)) / POINTS
        for n in range(POINTS)
    ]
    coefficients[0] /= 2
    size = max(abs(c) for c in coefficients)
    while abs(coefficients[-1]) < PRECISION * size:
        coefficients.pop()
    assert len(coefficients) < 48, f"converges too slowly: {len(coefficients)}"
    return coefficients


def hankel(order, part):
    """The slow factors of the Bessel functions at 1 / u, in u^2: P, or Q / u.

    J = sqrt(2 / (pi x)) (P cos(phase) - Q sin(phase)), Y the same with sin and + cos.
    """

    def function(square):
        x = 1 / sqrt(square)
        phase = x - (2 * order + 1) * pi / 4
        j, y = besselj(order, x), bessely(order, x)
        scale = sqrt(pi * x / 2)
        if part == "p":
            return scale * (j * cos(phase) + y * sin(phase))
        return scale * (y * cos(phase) - j * sin(phase)) * x

    return function


def airy_wave(part):
    """The slow factors of Ai(-x) at 1 / u = 2/3 x^1.5, in u^2: P, or Q / u.

    Ai(-x) = (P cos(phase) + Q sin(phase)) / (sqrt(pi) x^(1/4)), phase = 1 / u - pi / 4.
    """

    def function(square):
        zeta = 1 / sqrt(square)
        x = (3 * zeta / 2) ** (mpf(2) / 3)
        phase = zeta - pi / 4
        scale = sqrt(pi) * x ** (mpf(1) / 4)
        a, b = airyai(-x), airybi(-x)
        if part == "p":
            return scale * (a * cos(phase) - b * sin(phase))
        return scale * (a * sin(phase) + b * cos(phase)) * zeta

    return function


def airy_tail(u):
    zeta = 1 / u
    x = (3 * zeta / 2) ** (mpf(2) / 3)
    return airyai(x) * exp(zeta) * 2 * sqrt(pi) * x ** (mpf(1) / 4)


def erfc_inverse(q):
    """The x for which erfc(x) = q, also where q is tiny."""
    if q > mpf(10) ** -20:
        return erfinv(1 - q)
    start = sqrt(-ln(q * sqrt(-pi * ln(q))))
    return findroot(lambda x: ln(erfc(x)) - ln(q), start)


def k0_rest(square):
    x = sqrt(square)
    return besselk(0, x) + ln(x / 2) * besseli(0, x)


def k1_rest(square):
    x = sqrt(square)
    return x * (besselk(1, x) - ln(x / 2) * besseli(1, x))


def y0_rest(square):
    x = sqrt(square)
    return bessely(0, x) - 2 / pi * ln(x / 2) * besselj(0, x)


def y1_rest(square):
    x = sqrt(square)
    return (bessely(1, x) - 2 / pi * ln(x / 2) * besselj(1, x)) * x


SERIES = [
    ("ERFCX", "`(1 + 2 x) erfcx(x)` of `x >= 0`, in `(x - 3) / (x + 3)`.", -1, 1,
     lambda t: (lambda x: (1 + 2 * x) * exp(x * x) * erfc(x))(3 * (1 + t) / (1 - t))),
    ("ERFINV", "`erfinv(y) / y` of `|y| <= 0.75`, in `y^2`.", 0, "0.5625",
     lambda s: erfinv(sqrt(s)) / sqrt(s)),
    ("ERFCINV_NEAR", "`x` where `erfc(x) = e^(-s^2)`, of `s <= 3`, in `s`.", "1.17", 3,
     lambda s: erfc_inverse(exp(-s * s))),
    ("ERFCINV_FAR", "`x / s` where `erfc(x) = e^(-s^2)`, of `3 <= s <= 28`, in `1 / s`.",
     mpf(1) / 28, mpf(1) / 3, lambda u: erfc_inverse(exp(-1 / u**2)) * u),
    ("I0_NEAR", "`e^-x I0(x)` of `x <= 8`, in `x`.", 0, 8, lambda x: exp(-x) * besseli(0, x)),
    ("I0_FAR", "`e^-x I0(x) sqrt(x)` of `x >= 8`, in `1 / x`.", 0, mpf(1) / 8,
     lambda u: exp(-1 / u) * besseli(0, 1 / u) / sqrt(u)),
    ("I1_NEAR", "`e^-x I1(x) / x` of `x <= 8`, in `x`.", 0, 8,
     lambda x: exp(-x) * besseli(1, x) / x),
    ("I1_FAR", "`e^-x I1(x) sqrt(x)` of `x >= 8`, in `1 / x`.", 0, mpf(1) / 8,
     lambda u: exp(-1 / u) * besseli(1, 1 / u) / sqrt(u)),
    ("K0_NEAR", "`K0(x) + ln(x / 2) I0(x)` of `x <= 2`, in `x^2`.", 0, 4, k0_rest),
    ("K0_FAR", "`e^x K0(x) sqrt(x)` of `x >= 2`, in `1 / x`.", 0, mpf(1) / 2,
     lambda u: exp(1 / u) * besselk(0, 1 / u) / sqrt(u)),
    ("K1_NEAR", "`x (K1(x) - ln(x / 2) I1(x))` of `x <= 2`, in `x^2`.", 0, 4, k1_rest),
    ("K1_FAR", "`e^x K1(x) sqrt(x)` of `x >= 2`, in `1 / x`.", 0, mpf(1) / 2,
     lambda u: exp(1 / u) * besselk(1, 1 / u) / sqrt(u)),
    ("J0_NEAR", "`J0(x)` of `x <= 8`, in `x^2`.", 0, 64, lambda s: besselj(0, sqrt(s))),
    ("J0_P", "`P` of order 0 of `x >= 8`, in `1 / x^2`.", 0, mpf(1) / 64, hankel(0, "p")),
    ("J0_Q", "`Q x` of order 0 of `x >= 8`, in `1 / x^2`.", 0, mpf(1) / 64, hankel(0, "q")),
    ("Y0_NEAR", "`Y0(x) - 2 / pi ln(x / 2) J0(x)` of `x <= 8`, in `x^2`.", 0, 64, y0_rest),
    ("J1_NEAR", "`J1(x) / x` of `x <= 8`, in `x^2`.", 0, 64,
     lambda s: besselj(1, sqrt(s)) / sqrt(s)),
    ("J1_P", "`P` of order 1 of `x >= 8`, in `1 / x^2`.", 0, mpf(1) / 64, hankel(1, "p")),
    ("J1_Q", "`Q x` of order 1 of `x >= 8`, in `1 / x^2`.", 0, mpf(1) / 64, hankel(1, "q")),
    ("Y1_NEAR", "`x (Y1(x) - 2 / pi ln(x / 2) J1(x))` of `x <= 8`, in `x^2`.", 0, 64, y1_rest),
    ("AIRY_NEAR", "`Ai(x)` of `-4 <= x <= 2`, in `x`.", -4, 2, airyai),
    ("AIRY_FAR", "`2 sqrt(pi) x^(1/4) e^z Ai(x)` of `x >= 2`, in `1 / z`, `z = 2/3 x^1.5`.",
     0, "0.5303300858899107", airy_tail),
    ("AIRY_P", "`P` of `Ai(-x)` of `x >= 4`, in `1 / z^2`, `z = 2/3 x^1.5`.", 0, mpf(9) / 256,
     airy_wave("p")),
    ("AIRY_Q", "`Q z` of `Ai(-x)` of `x >= 4`, in `1 / z^2`, `z = 2/3 x^1.5`.", 0, mpf(9) / 256,
     airy_wave("q")),
]


def gauss_legendre(count):
    """The points and weights of the quadrature on [0, 1]; the count is even."""
    points = []
    for k in range(count // 2):
        start = cos(pi * (k + mpf(3) / 4) / (count + mpf(1) / 2))
        root = findroot(lambda x: legendre(count, x), start, solver="mnewton")
        slope = count * (root * legendre(count, root) - legendre(count - 1, root)) / (root**2 - 1)
        weight = 1 / ((1 - root**2) * slope**2)
        points += [((1 - root) / 2, weight), ((1 + root) / 2, weight)]
    return sorted(points)


def digits(number):
    """As rustfmt and clippy have it."""
    mantissa, _, exponent = repr(float(number)).partition("e")
    if not exponent:
        return mantissa
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{int(exponent)}"


def main():
    print("//! Special functions as Chebyshev series. Made by tables.py.\n")
    print("use super::series::Series;\n")
    for name, summary, low, high, function in SERIES:
        coefficients = ", ".join(map(digits, chebyshev(function, low, high)))
        print(f"/// {summary}")
        print(f"pub const {name}: Series = Series {{ low: {digits(mpf(low))}, "
              f"high: {digits(mpf(high))}, coefficients: &[{coefficients}] }};\n")
    print("/// Points and weights of Gauss's and Legendre's quadrature on [0, 1].")
    pairs = gauss_legendre(20)
    print("pub const QUADRATURE: [(f64, f64); %d] = [" % len(pairs))
    for point, weight in pairs:
        print(f"    ({digits(point)}, {digits(weight)}),")
    print("];")


if __name__ == "__main__":
    main()
