"""`#expr` as MediaWiki's ParserFunctions computes it: numbers, operators by precedence, no eval.

Source: https://www.mediawiki.org/wiki/Help:Extension:ParserFunctions#.23expr and ExprParser.php's table of precedences:
`not`, signs, `ceil`, `floor`, `trunc`, `abs`, … bind tighter than `e`, then `^`, `* / div mod fmod`, `+ -`, `round`,
comparisons, `and`, `or`. Anything else is None: it cannot be told.
"""

from __future__ import annotations

import math
import operator as operators
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

TOKEN: Final = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)|([a-zA-Z]+)|(<=|>=|<>|!=|[-+*/^=<>()]))")
LONGEST: Final = 1000  # characters; MediaWiki's own limit is a stack of 100

BINARY: Final[Mapping[str, int]] = {
    "e": 10, "^": 8, "*": 7, "/": 7, "div": 7, "mod": 7, "fmod": 7, "+": 6, "-": 6, "round": 5,
    "=": 4, "<>": 4, "!=": 4, "<": 4, ">": 4, "<=": 4, ">=": 4, "and": 3, "or": 2,
}  # fmt: skip
PREFIX_POWER: Final = 9
UNARY: Final[Mapping[str, Callable[[float], float]]] = {
    "not": lambda x: float(not x),
    "+": lambda x: x,
    "-": lambda x: -x,
    "ceil": math.ceil,
    "floor": math.floor,
    "trunc": math.trunc,
    "abs": abs,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
}
COMPARISONS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "=": operators.eq, "!=": operators.ne, "<>": operators.ne,
    "<": operators.lt, ">": operators.gt, "<=": operators.le, ">=": operators.ge,
}  # fmt: skip
WIDE: Final = Context(prec=700)
CONSTANTS: Final = {"pi": math.pi, "e": math.e}


class NoExpressionError(ValueError):
    """The expression is not one."""


def evaluate(text: str) -> str | None:
    """The result as MediaWiki writes it ("0.33333333333333", "7"), "" for nothing, None for what is no expression."""
    if len(text) > LONGEST:
        return None
    if not text.strip():
        return ""
    try:
        return write(compute(text))
    except (NoExpressionError, OverflowError, ZeroDivisionError, ValueError, RecursionError):
        return None


def is_broken(text: str) -> bool:
    """Whether MediaWiki answers with an error message: it is no expression, or asks for what no number is."""
    if len(text) > LONGEST:
        return False
    try:
        compute(text)
    except OverflowError:
        return False  # PHP has a number for it: INF
    except (ArithmeticError, ValueError):
        return True
    return False


def compute(text: str) -> float:
    """The value of an expression. Raises NoExpressionError, and what arithmetic raises."""
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&minus;", "-"), ("−", "-")):
        text = text.replace(written, meant)
    operands: list[float] = []
    waiting: list[tuple[str, float]] = []  # (operator, precedence); prefix operators as "not ", "- "
    at, expects_value = 0, True
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if not match:
            raise NoExpressionError(text)
        at = match.end()
        number, word, sign = match.groups()
        token = (number or word or sign).lower()
        if expects_value:
            if number:
                operands.append(float(number))
                expects_value = False
            elif token in CONSTANTS:
                operands.append(CONSTANTS[token])
                expects_value = False
            elif token == "(":
                waiting.append(("(", 0))
            elif token in UNARY:
                waiting.append((f"{token} ", 10 if token in "+-" else PREFIX_POWER))
            else:
                raise NoExpressionError(text)
        elif token == ")":
            apply_waiting(operands, waiting, 1)
            if not waiting:
                raise NoExpressionError(text)
            waiting.pop()
        elif token in BINARY:
            apply_waiting(operands, waiting, BINARY[token])
            waiting.append((token, BINARY[token]))
            expects_value = True
        else:
            raise NoExpressionError(text)
    apply_waiting(operands, waiting, 1)
    if waiting or len(operands) != 1:
        raise NoExpressionError(text)
    return operands[0]


def apply_waiting(operands: list[float], waiting: list[tuple[str, float]], power: float) -> None:
    """Carry out the waiting operators that bind at least so tightly; all operators group from the left, `^` too."""
    while waiting and waiting[-1][1] >= power:
        operator, _ = waiting.pop()
        if not operands:
            raise NoExpressionError(operator)
        right = operands.pop()
        if operator.endswith(" "):
            operands.append(float(UNARY[operator[:-1]](right)))
        elif not operands:
            raise NoExpressionError(operator)
        else:
            operands.append(combine(operator, operands.pop(), right))


def combine(operator: str, left: float, right: float) -> float:
    """A binary operator carried out as PHP does."""
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/" | "div":
            return left / right
        case "mod":
            return math.fmod(int(left), int(right))
        case "fmod":
            return math.fmod(left, right)
        case "^":
            power = left**right
            if isinstance(power, complex):
                raise NoExpressionError(operator)
            return float(power)
        case "e":
            return float(left * 10**right)
        case "round":
            return round_half_up(left, int(right))
        case "and":
            return float(bool(left) and bool(right))
        case "or":
            return float(bool(left) or bool(right))
    return float(COMPARISONS[operator](left, right))


def round_half_up(value: float, digits: int) -> float:
    """PHP's round: halves away from zero, judged on the 15 digits that a float holds."""
    if not -300 < digits < 300:
        raise NoExpressionError("round")
    exact = Decimal(f"{value:.15g}")
    return float(exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=WIDE))


def write(value: float) -> str:
    """A number as PHP prints it: 14 significant digits, no point after a whole number, 1.0E+25 for a large one."""
    if math.isnan(value) or math.isinf(value):
        raise NoExpressionError("no number")
    text = f"{value:.14G}"
    if "E" not in text:
        return text
    mantissa, exponent = text.split("E")
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{'-' if exponent[0] == '-' else '+'}{int(exponent[1:])}"
