"""Frozen dataclasses whose methods are compiled with the first value of a class, not when its module is imported.

For each class `dataclasses` writes six methods as text and compiles them, which takes about 1 ms; at the start of the
app, that would be done for sixty classes of which few have a value by the first key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from types import MemberDescriptorType

    _COMPILED = ("__init__", "__repr__", "__eq__", "__hash__")

    def dataclass(*, frozen, slots=False, eq=True):
        """`dataclasses.dataclass`, for frozen classes; the rest of its options are not known here."""
        if not frozen:
            raise TypeError("only frozen classes are made here; dataclasses.dataclass makes the others")

        def made(cls):
            own = set(vars(cls))
            heir = dataclasses.is_dataclass(cls)  # of a frozen class, which only frozen ones may inherit from
            cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, frozen=heir)(cls)
            cls.__dataclass_params__.frozen, cls.__dataclass_params__.eq = True, eq
            wanted = [name for name in _COMPILED if name not in own and (eq or name not in ("__eq__", "__hash__"))]
            for name in wanted:
                setattr(cls, name, _first(cls, name, wanted))
            cls.__setattr__, cls.__delattr__ = _frozen, _frozen
            if slots:
                cls.__getstate__, cls.__setstate__ = _state, _set_state
            return cls

        return made

    def _first(cls, name, wanted):
        """A method that puts compiled ones in the place of itself and the others of its class, and does its work."""

        def method(self, *values, **named):
            twin = dataclasses.dataclass(frozen=True)(type(cls.__name__, (cls,), {"__module__": cls.__module__}))
            for one in wanted:
                setattr(cls, one, vars(twin)[one])
            if "__init__" in wanted and (quick := _quick_init(cls)):
                cls.__init__ = quick
            return getattr(cls, name)(self, *values, **named)

        return method

    def _quick_init(cls):
        """An `__init__` that fills slots by their descriptors: 1.0 us for a Span, 2.2 by `object.__setattr__`.

        None for a class without slots, or with a field that is no plain argument.
        """
        fields = dataclasses.fields(cls)
        scope, given, lines = {"_made": object()}, [], []
        for field in fields:
            name, slot = field.name, getattr(cls, field.name, None)
            if not isinstance(slot, MemberDescriptorType) or not field.init or field.kw_only:
                return None
            scope[f"_set_{name}"], value = slot.__set__, name
            if field.default is not dataclasses.MISSING:
                scope[f"_or_{name}"] = field.default
                given.append(f"{name}=_or_{name}")
            elif field.default_factory is not dataclasses.MISSING:
                scope[f"_new_{name}"] = field.default_factory
                given.append(f"{name}=_made")
                value = f"_new_{name}() if {name} is _made else {name}"
            else:
                given.append(name)
            lines.append(f"    _set_{name}(self, {value})")
        if hasattr(cls, "__post_init__"):
            lines.append("    self.__post_init__()")
        exec(f"def __init__(self, {', '.join(given)}):\n" + "\n".join(lines or ["    pass"]), scope)
        made = scope["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        return made

    def _frozen(self, name, *value):
        raise dataclasses.FrozenInstanceError(f"cannot change {name!r} of a {type(self).__name__}")

    def _state(self):
        return [getattr(self, field.name) for field in dataclasses.fields(self)]

    def _set_state(self, state):
        for field, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, field.name, value)
