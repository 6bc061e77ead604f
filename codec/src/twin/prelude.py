import dataclasses as _dataclasses
import decimal as _decimal
import enum as _enum
import inspect as _inspect
import types as _types
import typing as _typing
import uuid as _uuid

try:
    from mango import json_serializable
except ImportError:
    try:
        from aiomas.codecs import serializable as json_serializable
    except ImportError:

        def json_serializable(cls=None, repr=True):
            """What the decorator of mango and aiomas does, for where neither is installed."""

            def wrap(cls):
                names = list(_inspect.signature(cls).parameters)
                return _wire([(name, name, False) for name in names], repr=repr)(cls)

            return wrap if cls is None else wrap(cls)


def _wire(fields, form="dict", keep=None, repr=True):
    """Decorates a class whose form on the wire json_serializable does not know.

    fields: attribute, name on the wire, and whether None means that it is left out.
    form: "dict", "list" (of the fields), or "value" (the only field itself).
    keep: the attribute for what else comes, if that is kept.
    """

    def wrap(cls):
        def __asdict__(self):
            values = [getattr(self, attribute) for attribute, _, _ in fields]
            if form == "list":
                return values
            if form == "value":
                return values[0]
            pairs = zip(fields, values)
            out = {name: value for (_, name, droppable), value in pairs if not (droppable and value is None)}
            if keep is not None:
                out.update(getattr(self, keep))
            return out

        @classmethod
        def __fromdict__(cls, data):
            if form == "value":
                return cls(data)
            if form == "list":
                return cls(*data)
            data = dict(data)
            known = {attribute: data.pop(name) for attribute, name, _ in fields if name in data}
            if keep is None:
                if data:
                    raise TypeError(f"{cls.__name__} has no field {next(iter(data))!r}")
                return cls(**known)
            out = cls(**known)
            object.__setattr__(out, keep, data)
            return out

        @classmethod
        def __serializer__(cls):
            return cls, cls.__asdict__, cls.__fromdict__

        def __repr__(self):
            shown = ", ".join(f"{attribute}={getattr(self, attribute)!r}" for attribute, _, _ in fields)
            return f"{type(self).__name__}({shown})"

        cls.__asdict__ = __asdict__
        cls.__fromdict__ = __fromdict__
        cls.__serializer__ = __serializer__
        if repr:
            cls.__repr__ = __repr__
        if keep is not None:
            setattr(cls, keep, _types.MappingProxyType({}))
        return cls

    return wrap


def _member_value(member):
    return member.value
