"""A peer that imports a generated module, and nothing that is written by hand for its types.

    python twin.py mango|aiomas CODEC
"""
import enum
import pathlib
import sys
import tempfile
import typing

from serve import serve


def codec_of(package, name):
    codecs = __import__("mango.messages.codecs" if package == "mango" else "aiomas.codecs", fromlist=[name])
    return getattr(codecs, name)()


def load(head, data):
    """Imports the module, with these packages hidden, and adds its types to a new codec."""
    global codec, module
    with tempfile.TemporaryDirectory() as directory:
        pathlib.Path(directory, "twins.py").write_bytes(data)
        hidden = {name: sys.modules.pop(name, None) for name in list(sys.modules)
                  if name.split(".")[0] in head["hide"]} | dict.fromkeys(head["hide"])
        sys.modules.update(dict.fromkeys(hidden))
        sys.modules.pop("twins", None)
        sys.path.insert(0, directory)
        try:
            module = __import__("twins")
        finally:
            sys.path.remove(directory)
            for name, found in hidden.items():
                del sys.modules[name]
                if found is not None:
                    sys.modules[name] = found
    codec = codec_of(*sys.argv[1:])
    module.add_to(codec)
    for cls, *_ in module.SERIALIZERS:
        if not issubclass(cls, enum.Enum):
            typing.get_type_hints(cls.__init__)
            typing.get_type_hints(cls)
    return module.json_serializable.__module__


def ids(head, data):
    """What mango would give each class, and what it is registered with."""
    return [[cls.__name__, codec.make_type_id(cls), type_id] for cls, _, _, type_id in module.SERIALIZERS]


def plain(value):
    """The value with the classes of all objects, for comparison: not every class has `__eq__`."""
    if hasattr(value, "__asdict__"):
        return [type(value).__name__, plain(value.__asdict__())]
    if isinstance(value, enum.Enum) and not isinstance(value, int):
        return [type(value).__name__, value.name]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def exchange(head, data):
    """Compares what came with the value of an expression, and sends that."""
    expected = eval(head["code"], vars(module))
    found = codec.decode(bytes(data))
    if plain(found) != plain(expected):
        raise ValueError(f"{plain(found)} is not {plain(expected)}")
    return repr(expected), codec.encode(expected)


def evaluate(head, data):
    return eval(head["code"], {**vars(module), "codec": codec})


serve({"load": load, "ids": ids, "exchange": exchange, "eval": evaluate})
