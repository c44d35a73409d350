#!/ usr / bin / env python3
"""Writes fold_table.inc from Python's Unicode data: python3 engine/text/make_fold_table.py > engine/text/fold_table.inc"""
import unicodedata

#Letters whose stroke or ligature is not a combining mark in Unicode, \
    by what is typed for them without it.
TYPED_AS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŧ": "t", "ƀ": "b", "ǥ": "g", "ɨ": "i", "ƶ": "z", "ŉ": "n",
}
BLOCKS = [(0x00C0, 0x0587), (0x1E00, 0x1FFF)]
EXPANDED = 0xE000  # private use: an index into the expansions


def fold(character: str) -> str:
    if unicodedata.category(character) == "Mn":
        return ""
    if character in TYPED_AS:
        return TYPED_AS[character]
    out = ""
    for c in unicodedata.normalize("NFD", character.casefold()):
        if unicodedata.category(c) != "Mn":
            out += TYPED_AS.get(c, c)
    return out


def is_separator(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "PSZ" or category in ("Cc", "Co")


def separators():
    ranges, last_kind = [], None
    for code in range(0x80, 0x20000):
        if 0xD800 <= code < 0xE000 or unicodedata.category(chr(code)) in ("Cn", "Cf"):
            continue  # unassigned: whatever stands around it
        kind = is_separator(chr(code))
        if kind and last_kind:
            ranges[-1][1] = code
        elif kind:
            ranges.append([code, code])
        last_kind = kind
    return ranges


def rows(values, per_row):
    for i in range(0, len(values), per_row):
        print("    " + ", ".join(values[i : i + per_row]) + ",")


def main():
    expansions = []
    print(f"// Made by make_fold_table.py from Unicode {unicodedata.unidata_version}. Do not edit.")
    for first, last in BLOCKS:
        values = []
        for code in range(first, last + 1):
            folded = fold(chr(code))
            if len(folded) > 1:
                if folded not in expansions:
                    expansions.append(folded)
                values.append(f"0x{EXPANDED + expansions.index(folded):04X}")
            else:
                values.append(f"0x{ord(folded):04X}" if folded else "0")
        print(f"constexpr char16_t kFold{first:04X}[] = {{")
        rows(values, 12)
        print("};")
    print("constexpr std::u16string_view kExpansions[] = {")
    rows(['u"' + "".join(f"\\x{ord(c):04x}" if ord(c) > 126 else c for c in e) + '"' for e in expansions], 8)
    print("};")
    print("constexpr struct { char32_t first, last; } kSeparators[] = {")
    rows([f"{{0x{a:X}, 0x{b:X}}}" for a, b in separators()], 5)
    print("};")


main()
