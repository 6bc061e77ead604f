"""Says what the json_serializable classes of a module look like, as JSON on stdout.

    python classes.py MODULE.py

The module is imported, so its packages must be there; mango and aiomas need not be.
"""
import dataclasses
import enum
import importlib.util
import inspect
import json
import pathlib
import sys
import types
import typing


def stub(name, decorator):
    """A package that is not installed, as far as a module with messages needs it."""
    def json_serializable(cls=None, repr=True):
        def wrap(cls):
            cls.__asdict__ = lambda self: None
            cls.__serializer__ = classmethod(lambda cls: None)
            if repr:
                cls.__repr__ = lambda self: ""
            return cls
        return wrap if cls is None else wrap(cls)

    for full in (name, f"{name}.codecs", f"{name}.messages", f"{name}.messages.codecs", f"{name}.messages.message"):
        module = types.ModuleType(full)
        setattr(module, decorator, json_serializable)
        # Whatever else is imported is a class of that name, which base classes and hints take.
        module.__getattr__ = lambda attribute: type(attribute, (), {})
        module.__path__ = []
        sys.modules[full] = module


def load(path):
    path = pathlib.Path(path).resolve()
    sys.path.insert(0, str(path.parent))
    for name, decorator in (("mango", "json_serializable"), ("aiomas", "serializable")):
        if importlib.util.find_spec(name) is None:
            stub(name, decorator)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_message(cls, module):
    if not inspect.isclass(cls) or cls.__module__ != module.__name__:
        return False
    return issubclass(cls, enum.Enum) or hasattr(cls, "__asdict__") and hasattr(cls, "__serializer__")


def hint(value, module):
    """A list: what it is, and what is in it."""
    origin, inside = typing.get_origin(value), typing.get_args(value)
    if origin in (typing.Union, types.UnionType):
        rest = [each for each in inside if each is not type(None)]
        return ["option", hint(rest[0], module)] if len(rest) == 1 and len(rest) < len(inside) else ["any"]
    if origin is typing.Annotated:
        return hint(inside[0], module)
    if origin is tuple and (len(inside) != 2 or inside[1] is not ...):
        return ["tuple", *(hint(each, module) for each in inside)]
    if origin in (list, tuple):
        return ["list", hint(inside[0], module)]
    if origin is dict:
        return ["dict", *(hint(each, module) for each in inside)]
    if is_message(value, module):
        return ["class", value.__name__]
    return [{int: "int", float: "float", str: "str", bool: "bool", bytes: "bytes", dict: "dict", list: "list"}
            .get(value, "any")]


def hints(cls):
    for source in (cls.__init__, cls):
        try:
            found = typing.get_type_hints(source, include_extras=True)
        except (NameError, TypeError):
            continue
        if found:
            return found
    return {}


def declared(cls):
    """The kind that `python(kind = ..)` calls it."""
    if issubclass(cls, enum.Enum):
        return "int_enum" if issubclass(cls, int) else "enum"
    # Inherited parameters do not make the class a dataclass.
    parameters = vars(cls).get("__dataclass_params__")
    if parameters is None or not parameters.init or not parameters.eq:
        return "plain"
    return {(False, False): "dataclass", (True, False): "frozen", (False, True): "ordered",
            (True, True): "frozen_ordered"}[parameters.frozen, parameters.order]


def describe(cls, module):
    try:
        parameters = list(inspect.signature(cls).parameters.values())
    except ValueError:
        parameters = []
    types_of = {} if issubclass(cls, enum.Enum) else hints(cls)

    def field(parameter):
        described = hint(types_of.get(parameter.name, typing.Any), module)
        if parameter.default is None and described[0] not in ("option", "any"):
            described = ["option", described]
        return {"name": parameter.name, "type": described}

    out = {
        "name": cls.__name__,
        "kind": declared(cls),
        # What the id is made of.
        "functions": [name for name, _ in inspect.getmembers(cls, inspect.isfunction)],
        "parameters": [parameter.name for parameter in parameters],
    }
    if issubclass(cls, enum.Enum):
        return {**out, "members": [[member.name, member.value] for member in cls]}
    return {**out, "fields": [field(parameter) for parameter in parameters]}


def main(path):
    module = load(path)
    classes = [cls for cls in vars(module).values() if is_message(cls, module)]
    described = [describe(cls, module) for cls in dict.fromkeys(classes)]
    json.dump({"minor": sys.version_info[1], "classes": described}, sys.stdout, default=lambda value: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
