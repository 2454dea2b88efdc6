"""Templates that write numbers: separators, percentages, ordinals, fractions.

What is not a plain number is shown as it was written, as the real templates show an error or the text; nothing is
rounded that the call did not ask to round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Final

# Thousands as in 1,234,567 or, in India, 12,34,567; "1,5" is no number here, for nobody can tell 1.5 from 15.
DIGITS: Final = re.compile(
    r"^\s*[-+−–]?(?:\d*|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:(?<=\d)|\.\d+)(?:[eE][-+]?\d+)?\s*$"
)
LARGEST_POWER: Final = 20  # of ten; larger ones are no counts of anything here
WIDE: Final = Context(prec=80)
WHOLE: Final = re.compile(r"^([-+−–]?)(\d+)(\.\d*)?$")


def read_number(text: str) -> Decimal | None:
    """A number as templates take it, thousands separated by commas or not; None if it is not one."""
    if not DIGITS.match(text):
        return None
    try:
        number = Decimal(text.strip().replace(",", "").replace("−", "-").replace("–", "-"))
    except InvalidOperation:
        return None
    return number if -LARGEST_POWER < number.adjusted() < LARGEST_POWER else None


def share(part: Decimal, whole: Decimal, digits: int) -> Decimal:
    """100 part / whole, rounded half up to so many digits; `whole` is not 0."""
    return (part * 100 / whole).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=WIDE)


def with_separators(text: str) -> str:
    """The digits before the point in groups of three; other text as it is."""
    bare = text.strip()
    match = WHOLE.match(bare)
    if not match:
        return bare
    sign, whole, rest = match.groups()
    first = len(whole) % 3
    groups = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
    return sign + ",".join(filter(None, groups)) + (rest or "")


def format_number(name: str, args: Mapping[str, str]) -> str:
    """`{{nts|1234}}`, `{{formatnum:1234}}`: 1,234, after `prefix=` and before `suffix=`."""
    written = args.get("1", "").strip()
    as_written = read_number(written) is None or "," in written or args.get("format", "").strip() == "no"
    number = written if as_written else with_separators(written.replace("-", "−"))
    return args.get("prefix", "") + number + args.get("suffix", "")


def total(name: str, args: Mapping[str, str]) -> str:
    """`{{sum|60586|6920}}`: the numbers added up (Template:Sum); nothing where one of them is no plain number."""
    written = [args[key].strip() for key in args if key.isdigit() and args[key].strip()]
    numbers = [None if "," in text else read_number(text) for text in written]
    known = [number for number in numbers if number is not None]
    return f"{sum(known, Decimal(0)):f}" if known and len(known) == len(written) else ""


def rounded(name: str, args: Mapping[str, str]) -> str:
    """`{{rnd|1234.567|1}}`: 1,234.6, rounded half up; as written where no digits are asked for or it is no number."""
    written = args.get("1", "").strip()
    number, digits = read_number(written), read_number(args.get("2", ""))
    if number is None or digits is None or not 0 <= digits <= 10 or digits != int(digits):
        return written
    shown = number.quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP, context=WIDE)
    return with_separators(f"{shown:f}".replace("-", "−"))


def percentage(name: str, args: Mapping[str, str]) -> str:
    """`{{percentage|part|whole|digits}}`, `{{pct|…}}`: part / whole in percent, rounded half up; 0 digits by default.

    Source: Template:Percentage. Without numbers the arguments are shown, parted by a slash: nothing is invented.
    """
    part, whole = read_number(args.get("1", "")), read_number(args.get("2", ""))
    digits = read_number(args.get("3", "") or "0") or Decimal(0)
    if part is None or not whole or not 0 <= digits <= 10 or digits != int(digits):
        return "/".join(args[key].strip() for key in ("1", "2") if args.get(key, "").strip())
    return f"{share(part, whole, int(digits))}{args.get('%', '%')}"


def percentage_and_number(name: str, args: Mapping[str, str]) -> str:
    """`{{percent and number|part|whole|digits}}`: the share and, in brackets, the part: 40.00% (2)."""
    return f"{percentage(name, args)} ({with_separators(args.get('1', '').strip())})"


def value_with_unit(name: str, args: Mapping[str, str]) -> str:
    """`{{val|1234.5|u=km}}`: 1,234.5 km; `{{val|5|2}}`: 5±2."""
    text = args.get("p", "") + with_separators(args.get("1", ""))
    if args.get("2", "").strip():
        text += "±" + with_separators(args["2"])
    unit = args.get("u") or args.get("ul") or ""
    return text + args.get("s", "") + (f" {unit}" if unit and unit != "%" else unit)


def ordinal(name: str, args: Mapping[str, str]) -> str:
    """`{{ordinal|3}}`: 3rd."""
    return ordinal_of(args.get("1", "").strip())


def ordinal_of(text: str) -> str:
    """3 → 3rd, 11 → 11th; what is not a whole number stays."""
    if not text.isascii() or not text.isdigit():
        return text
    last, teen = int(text[-1]), text[-2:-1] == "1"
    return text + ("th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(last, "th"))


def fraction(name: str, args: Mapping[str, str]) -> str:
    """`{{frac|1|2}}`: 1⁄2; `{{frac|3|1|2}}`: 3 1⁄2; `{{frac|2}}`: 1⁄2 (Template:Fraction)."""
    parts = [args[key].strip() for key in ("1", "2", "3") if args.get(key, "").strip()]
    if len(parts) == 3:
        return f"{parts[0]} {parts[1]}⁄{parts[2]}"
    return f"1⁄{parts[0]}" if len(parts) == 1 else "⁄".join(parts)
