#!/usr/bin/env python3
"""Makes the cases of these vector files again, from the Python peers that are installed.

    python generate.py [--write] [FILE..]

What a case is made from stays (its value, its bytes, its source); what the peer makes of it is compared with the file,
or with --write put into it. A new case needs its inputs alone. Cases that this installation cannot make (another
Python version, a package that is missing) are counted and left alone. See README.md for the versions.
"""
import collections
import json
import pathlib
import re
import sys

from notation import DEEP, Skip, attributes, build, depth, describe
from peers import MINOR, Aiomas, Mango, MangoProtobuf, fault

HERE = pathlib.Path(__file__).parent


def remake(case, peer):
    """Puts into a JSON case what the peer makes of it now."""
    codec = peer.codec(case["setup"])

    def decode(key):
        case.pop("decode_error", None)
        try:
            case[key] = describe(codec.decode(bytes.fromhex(case["bytes_hex"])), codec)
        except Exception as error:
            case.pop("decoded", None)
            case["decode_error"] = fault(error)

    if case["direction"] == "decode":
        case["value_description"] = None
        return decode("value_description")
    objects = {cls.__name__: deserialize for cls, (type_id, _) in codec._serializers.items()
               for deserialize in [codec._deserializers[type_id]]}
    value = peer.special.get(case["name"])
    if value is None:
        value = build(case["value_description"], lambda name, payload: objects[name](payload))
    case.pop("encode_error", None)
    case.pop("bytes_text", None)
    try:
        encoded = codec.encode(value)
        case.update(bytes_hex=encoded.hex(), bytes_text=encoded.decode())
    except Exception as error:
        case.update(bytes_hex=None, encode_error=fault(error))
    else:
        # What is nested deeper was recorded without its value.
        if "decoded" in case or "decode_error" in case or depth(value) < DEEP:
            decode("decoded")


def remake_protobuf(case, peer):
    """The same for a case of the protobuf codec."""
    codec = peer.codec(case["setup"], case["name"])

    def decode(key):
        try:
            # As it comes from a connection; errors repeat it.
            case[key] = attributes(codec.decode(bytearray.fromhex(case["bytes_hex"])), codec)
        except Exception as error:
            case[key] = None
            case["decode_error"] = fault(error)

    if case["direction"] == "decode":
        return decode("value_description")
    value = build(case["value_description"], peer.make)
    case.pop("encode_error", None)
    try:
        encoded = codec.encode(value)
        case.update(bytes_hex=encoded.hex())
    except Exception as error:
        message = re.sub("0x[0-9a-f]+", "0xADDR", str(error))
        case.update(bytes_hex=None, encode_error={**fault(error), "message": message})
    else:
        decode("decoded")


def remake_class(entry, mango):
    for variant in [entry, *entry["variants"]]:
        if any(env["python"].startswith(MINOR + ".") and len(env) == 1 for env in variant["envs"]):
            variant.update(mango.class_of(entry["source"]))
            return
    raise Skip(f"not recorded on CPython {MINOR}, or with packages that are not looked at")


FILES = {
    "type_ids.json": (Mango, remake_class),
    "mango_json.json": (Mango, remake),
    "mango_json_decode.json": (Mango, remake),
    "mango_by_python_version.json":
        (Mango, lambda case, mango: case.update(bytes_hex=mango.version_case(case["name"]).hex())),
    "mango_protobuf.json": (MangoProtobuf, remake_protobuf),
    "mango_registration.json": (Mango, lambda case, mango: case.update(outcome=mango.registration(case))),
    "mango_numpy.json": (Mango, remake),
    "aiomas_json.json": (Aiomas, remake),
    "aiomas_arrow.json": (Aiomas, remake),
}


def main(arguments):
    write = "--write" in arguments
    changed = 0
    for file in [name for name in arguments if name != "--write"] or FILES:
        cases, made, skipped = json.loads((HERE / file).read_text()), 0, collections.Counter()
        peer, remake_case = FILES[file]
        for case in cases:
            before = json.dumps(case, sort_keys=True)
            try:
                remake_case(case, peer())
                made += 1
            except Skip as reason:
                skipped[str(reason)] += 1
            if json.dumps(case, sort_keys=True) != before:
                changed += 1
                print(f"{file}: {case['name']!r} comes out differently\n  was {before}\n  is  {json.dumps(case)}")
        print(f"{file}: {made} of {len(cases)} made again", *(f"; {n} skipped: {why}" for why, n in skipped.items()))
        if write:
            (HERE / file).write_text(json.dumps(cases, indent=1) + "\n")
    return 1 if changed and not write else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
