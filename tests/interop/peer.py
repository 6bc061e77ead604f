"""A Python peer: the codec of an installed package, with the classes of classes.py registered.

    python peer.py mango|aiomas CODEC
"""
import ast
import os
import sys

from notation import build
from serve import serve

import held
import packages


def main(package, name):
    peer = packages.PACKAGES[package](name)
    names = {**vars(packages), **peer.names, "codec": peer.codec, "sys": sys, "os": os}

    def decode(head, data):
        """What the bytes are, and what the peer makes of that again."""
        # Bytes as they come from a connection.
        value = peer.codec.decode(bytes(data))
        return held.node(value, peer.codec), peer.codec.encode(value)

    def encode(head, data):
        return None, peer.codec.encode(build(head["node"], peer.make))

    def evaluate(head, data):
        """The value of the last line, an expression: as bytes if it is bytes; `data` is what was sent."""
        *lines, last = ast.parse(head["code"]).body
        scope = {**names, "data": data}
        exec(compile(ast.Module(lines, []), "<test>", "exec"), scope)
        value = eval(compile(ast.Expression(last.value), "<test>", "eval"), scope)
        return (None, value) if isinstance(value, bytes) else held.node(value, peer.codec)

    serve({"decode": decode, "encode": encode, "eval": evaluate, "generate": peer.generate})


main(*sys.argv[1:])
